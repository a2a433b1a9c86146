package io.kvitt.queue;

import java.util.List;

/**
 * What there is to tell of a batch once it is committed.
 *
 * @param refused the messages that can never be accepted, with the reason
 * @param answers to senders that asked for a reply and get no outcome
 */
public record Told(List<Letter> refused, List<Letter> answers) {}
