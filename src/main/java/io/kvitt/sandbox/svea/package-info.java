/** Svea's Payment Admin, as far as the wire shows. */
@NullMarked
package io.kvitt.sandbox.svea;

import org.jspecify.annotations.NullMarked;
