package io.kvitt.command;

import org.jspecify.annotations.Nullable;

/**
 * How a command came in, and so where its outcome is owed.
 *
 * @param replyTo the JMS destination that asked for a reply
 * @param correlationId the JMS correlation id of that reply
 * @param fileId the ledger's row of the ERP file
 * @param fileLine the record's line in that file, from 1
 */
public record Origin(
        Channel channel,
        @Nullable String replyTo,
        @Nullable String correlationId,
        @Nullable Long fileId,
        @Nullable Integer fileLine) {

    /** The ways in. */
    public enum Channel {
        REST,
        JMS,
        FILE
    }

    public static Origin rest() {
        return new Origin(Channel.REST, null, null, null, null);
    }

    public static Origin jms(@Nullable String replyTo, @Nullable String correlationId) {
        return new Origin(Channel.JMS, replyTo, correlationId, null, null);
    }

    public static Origin file(long fileId, int line) {
        return new Origin(Channel.FILE, null, null, fileId, line);
    }
}
