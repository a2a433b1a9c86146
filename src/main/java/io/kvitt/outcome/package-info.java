/** What is told of a command: its state, replies and the topic of outcomes. */
@NullMarked
package io.kvitt.outcome;

import org.jspecify.annotations.NullMarked;
