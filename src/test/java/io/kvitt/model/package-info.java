/** One payment told at random against a model of what must be true of it. */
@NullMarked
package io.kvitt.model;

import org.jspecify.annotations.NullMarked;
