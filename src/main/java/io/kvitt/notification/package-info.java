/** What a merchant is told of its own accord when an action fails. */
@NullMarked
package io.kvitt.notification;

import org.jspecify.annotations.NullMarked;
