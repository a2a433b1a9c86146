/** How commands, changes, orders and problems are told, whichever face tells them. */
@NullMarked
package io.kvitt.views;

import org.jspecify.annotations.NullMarked;
