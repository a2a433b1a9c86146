package io.kvitt.desk;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A message that is sent again to where it came from. */
final class SentBack {

    private static final String FIRST_ID = "kvittMessageId";
    private static final Set<String> WHY_IT_WAS_REFUSED = Set.of("kvittFrom", "kvittCode", "kvittField", "kvittReason");

    private SentBack() {}

    /**
     * Leaves it what its sender said, and nothing that the broker noted. With its duplicate-detection id the queue, which
     * remembers that, would let it vanish or refuse it. The id under which it was sent first stays with it, so that a
     * command without an id of its own remains the same one.
     */
    static void prepare(Message message) throws JMSException {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put(FIRST_ID, message.getJMSMessageID());
        for (Object name : Collections.list(message.getPropertyNames())) {
            if (isTheSenders((String) name)) {
                said.put((String) name, message.getObjectProperty((String) name));
            }
        }
        message.clearProperties();
        for (Map.Entry<String, Object> property : said.entrySet()) {
            message.setObjectProperty(property.getKey(), property.getValue());
        }
    }

    private static boolean isTheSenders(String property) {
        return property.equals("JMSXGroupID")
                || !property.startsWith("_") && !property.startsWith("JMS") && !WHY_IT_WAS_REFUSED.contains(property);
    }
}
