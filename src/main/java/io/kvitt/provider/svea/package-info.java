/** Svea Payment Admin: signature, readings, requests, tasks and answers. */
@NullMarked
package io.kvitt.provider.svea;

import org.jspecify.annotations.NullMarked;
