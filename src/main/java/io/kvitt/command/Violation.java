package io.kvitt.command;

import io.kvitt.payment.Code;

/**
 * One thing wrong with a submitted command.
 *
 * @param field the field's name as the sender wrote it, with a path for nested ones ({@code lines[2].taxRate})
 * @param remedy what the sender should do, in English; names no value that was sent
 */
public record Violation(Code code, String field, String remedy) {}
