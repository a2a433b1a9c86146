package io.kvitt.api;

import io.kvitt.command.CommandRejected;
import io.kvitt.command.CommandRules;
import io.kvitt.command.Violation;
import io.kvitt.payment.Code;
import io.kvitt.security.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.http.common.HttpMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** What is read from an HTTP request, within limits. */
final class Requests {

    private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");

    private Requests() {}

    /** The body, when it is JSON in UTF-8 and not larger than {@code largest} bytes. */
    static byte[] body(Message message, String mediaType, int largest) {
        String type = message.getHeader(Exchange.CONTENT_TYPE, "", String.class).toLowerCase(Locale.ROOT);
        if (!type.isEmpty() && !type.split(";")[0].trim().equals(mediaType)) {
            throw reject(Code.INVALID_VALUE, "Content-Type", "send " + mediaType);
        }
        if (type.contains("charset=") && !type.replace("\"", "").contains("charset=utf-8")) {
            throw reject(Code.INVALID_VALUE, "Content-Type", "send UTF-8");
        }
        try (InputStream in = message.getBody(InputStream.class)) {
            byte[] bytes = in == null ? new byte[0] : in.readNBytes(largest + 1);
            if (bytes.length > largest) {
                throw reject(Code.TOO_LARGE, "body", "at most " + largest + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw reject(Code.MALFORMED, "body", "send the whole body");
        }
    }

    /**
     * A header's, query parameter's or path parameter's single value; null when absent or empty.
     *
     * @throws CommandRejected when it has a character that the database takes in no text, or that nobody can see
     */
    static @Nullable String value(Message message, String name) {
        Object value = message.getHeader(name);
        if (!(value instanceof String text) || text.isBlank()) {
            return null;
        }
        String shown = text.strip();
        if (UNFIT.matcher(shown).find()) {
            throw reject(Code.INVALID_VALUE, name, "whole characters, none of them a control character");
        }
        return shown;
    }

    /** The row after which the page begins that the query parameter {@code cursor} asks for; null for the first page. */
    static @Nullable Long cursor(Message message) {
        String cursor = value(message, "cursor");
        return cursor == null
                ? null
                : Cursor.row(cursor)
                        .orElseThrow(() -> reject(Code.INVALID_VALUE, "cursor", "the nextCursor of the page before"));
    }

    /** The part of an address that a route names. */
    static String inPath(Message message, String name) {
        return String.valueOf(value(message, name));
    }

    /**
     * The order number that the address ends with. It is decoded here, since the server leaves an encoded slash as it is.
     *
     * @throws CommandRejected when it is none
     */
    static String orderNumberInPath(Message message) {
        String path = ((HttpMessage) message).getRequest().getRequestURI();
        return CommandRules.orderNumber(
                UriUtils.decode(path.substring(path.lastIndexOf('/') + 1), StandardCharsets.UTF_8));
    }

    /**
     * The one that is asked for; null when none is.
     *
     * @throws CommandRejected when it is none
     */
    static @Nullable String orderNumberInQuery(Message message) {
        return message.getHeader("orderNumber") instanceof String given && !given.isBlank()
                ? CommandRules.orderNumber(given)
                : null;
    }

    /** Who asks, and what they may; nothing when nobody was let in. */
    static Caller caller(Message message) {
        return Caller.of(message instanceof HttpMessage http ? http.getRequest().getUserPrincipal() : null);
    }

    static CommandRejected reject(Code code, String field, String remedy) {
        return new CommandRejected(new Violation(code, field, remedy));
    }
}
