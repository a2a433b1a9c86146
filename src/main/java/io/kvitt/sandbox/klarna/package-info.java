/** Klarna's order management, and Kustom's fork of it, as far as the wire shows. */
@NullMarked
package io.kvitt.sandbox.klarna;

import org.jspecify.annotations.NullMarked;
