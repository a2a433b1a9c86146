/** The two languages that everything which people read is told in. */
@NullMarked
package io.kvitt.words;

import org.jspecify.annotations.NullMarked;
