/**
 * What may be done with Kvitt, for every face: each use case takes the caller and values, decides who is let to it, what of
 * it the caller sees and what is audited as denied, and returns its result. {@link io.kvitt.command.CommandRejected} says
 * what is wrong with the values, {@link io.kvitt.desk.NotDone} why it is not done all the same.
 */
@NullMarked
package io.kvitt.desk;

import org.jspecify.annotations.NullMarked;
