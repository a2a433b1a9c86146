/** The port to payment providers: one request, one answer, one outcome. */
@NullMarked
package io.kvitt.provider;

import org.jspecify.annotations.NullMarked;
