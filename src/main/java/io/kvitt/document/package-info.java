/** What senders write: strict JSON and YAML, and the readers of the bodies that REST and JMS share. */
@NullMarked
package io.kvitt.document;

import org.jspecify.annotations.NullMarked;
