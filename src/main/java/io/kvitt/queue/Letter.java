package io.kvitt.queue;

import java.util.Map;

/**
 * What Kvitt sends over the broker.
 *
 * @param to the queue or topic
 * @param body a text, bytes or a map
 * @param headers all that it says beside its body
 */
public record Letter(String to, Object body, Map<String, Object> headers) {}
