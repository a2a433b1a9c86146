package io.kvitt.queue;

import io.kvitt.command.CommandRejected;
import io.kvitt.command.Violation;
import io.kvitt.payment.Code;
import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One message as it came. What it says is checked when it is asked for. */
final class Incoming {

    /** On a message that Kvitt sends again: the id under which its sender sent it. */
    static final String FIRST_ID = "kvittMessageId";

    private static final int LARGEST_BODY = 1024 * 1024;
    private static final int LONGEST_CORRELATION_ID = 255;

    /** What the ledger cannot keep, or not unchanged: control characters and halves of characters. */
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");
    private static final Pattern REPLY_QUEUE = Pattern.compile("(?!kvitt\\.|activemq\\.|\\$)[A-Za-z0-9._:-]{1,200}");

    private final Message message;

    Incoming(Message message) {
        this.message = message;
    }

    Message message() {
        return message;
    }

    /**
     * UTF-8, whether it came as text or as bytes. Nothing else is read: a serialized object could do anything.
     *
     * @throws CommandRejected when there is none, or too much
     */
    byte[] body() throws JMSException {
        byte[] body = new byte[0];
        if (message instanceof TextMessage withText && withText.getText() != null) {
            String text = withText.getText();
            body = text.getBytes(StandardCharsets.UTF_8);
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                throw rejected(Code.MALFORMED, "body", "send whole characters");
            }
        } else if (message instanceof BytesMessage withBytes) {
            body = bytes(withBytes, LARGEST_BODY + 1);
        }
        if (body.length == 0) {
            throw rejected(Code.MALFORMED, "body", "send a text message, or bytes of UTF-8");
        }
        if (body.length > LARGEST_BODY) {
            throw rejected(Code.TOO_LARGE, "body", "at most " + LARGEST_BODY + " bytes");
        }
        return body;
    }

    static byte[] bytes(BytesMessage message, int most) throws JMSException {
        byte[] bytes = new byte[(int) Math.min(most, message.getBodyLength())];
        message.reset();
        // The length may be told as more than there is to read.
        return Arrays.copyOf(bytes, Math.max(0, message.readBytes(bytes)));
    }

    /**
     * The id that counts where the body has none: the property of that name, the correlation id, and at last the
     * message's own, under which the broker delivers it again.
     *
     * @param property as the body's own field is called
     */
    @Nullable
    String id(String property) throws JMSException {
        String given = givenId(property);
        return given != null ? given : ownId();
    }

    /** The same, of what the sender has chosen. */
    @Nullable
    String givenId(String property) throws JMSException {
        String given = message.getStringProperty(property);
        return given != null ? given : correlationId();
    }

    private @Nullable String ownId() throws JMSException {
        String first = message.getStringProperty(FIRST_ID);
        String own = first != null ? first : message.getJMSMessageID();
        return own == null || ID.matcher(own).matches()
                ? own
                : "ID:" + UUID.nameUUIDFromBytes(own.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws CommandRejected when it could not be stored, or not be told back as it came */
    @Nullable
    String correlationId() throws JMSException {
        String id = message.getJMSCorrelationID();
        if (id != null
                && (id.isEmpty()
                        || id.length() > LONGEST_CORRELATION_ID
                        || UNFIT.matcher(id).find())) {
            throw rejected(
                    Code.INVALID_VALUE,
                    "JMSCorrelationID",
                    "1 to " + LONGEST_CORRELATION_ID + " whole characters, none of them a control character");
        }
        return id;
    }

    /** Outcomes may go to any queue but Kvitt's own. */
    @Nullable
    String replyTo() throws JMSException {
        Destination destination = message.getJMSReplyTo();
        if (destination == null) {
            return null;
        }
        if (destination instanceof Queue queue
                && REPLY_QUEUE.matcher(queue.getQueueName()).matches()) {
            return queue.getQueueName();
        }
        throw rejected(Code.INVALID_VALUE, "JMSReplyTo", "a queue of letters, digits and . _ : - not named kvitt.*");
    }

    /** How many times it has been given to a consumer, this time included. */
    int deliveries() throws JMSException {
        return message.propertyExists("JMSXDeliveryCount") ? message.getIntProperty("JMSXDeliveryCount") : 1;
    }

    private static CommandRejected rejected(Code code, String field, String remedy) {
        return new CommandRejected(new Violation(code, field, remedy));
    }
}
