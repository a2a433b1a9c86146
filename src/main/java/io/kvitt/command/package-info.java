/** What a merchant asks for: the payment command, its validation, its states and the inbox port. Free of Spring, Camel and I/O. */
@NullMarked
package io.kvitt.command;

import org.jspecify.annotations.NullMarked;
