/** A small provider of its own package, as a new one would be. */
@NullMarked
package io.kvitt.sandbox.tiny;

import org.jspecify.annotations.NullMarked;
