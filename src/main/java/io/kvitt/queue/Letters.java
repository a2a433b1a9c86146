package io.kvitt.queue;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultMessage;
import org.springframework.stereotype.Component;

/** Makes the {@link Letter} in an exchange's body its message. */
@Component("letters")
public class Letters {

    /** Nothing of what came in goes out with it; the header {@code replyTo} names where it is to go. */
    public void open(Exchange exchange) throws InvalidPayloadException {
        Letter letter = exchange.getMessage().getMandatoryBody(Letter.class);
        Map<String, Object> headers = new HashMap<>(letter.headers());
        headers.put("replyTo", letter.to());
        DefaultMessage message = new DefaultMessage(exchange);
        message.setHeaders(headers);
        message.setBody(letter.body());
        exchange.setMessage(message);
    }
}
