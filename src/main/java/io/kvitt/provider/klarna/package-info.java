/** Klarna and Kustom order management: readings, requests and answers. */
@NullMarked
package io.kvitt.provider.klarna;

import org.jspecify.annotations.NullMarked;
