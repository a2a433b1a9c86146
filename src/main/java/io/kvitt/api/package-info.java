/** The REST face: each class parses a request of one resource, asks the desk, and renders its answer. */
@NullMarked
package io.kvitt.api;

import org.jspecify.annotations.NullMarked;
