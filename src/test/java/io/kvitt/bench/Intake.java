package io.kvitt.bench;

import java.util.List;

/** One of the ways in which commands reach a subject. */
interface Intake extends AutoCloseable {

    String name();

    /** Hands them over as fast as they are taken. */
    void send(List<Activation> activations);

    /** Hands over one, for a measurement at a steady pace. */
    default void send(Activation activation) {
        send(List.of(activation));
    }

    @Override
    default void close() throws Exception {}

    /** The command to activate one payment of 100.00. */
    record Activation(String commandId, String account, String orderId) {

        String json() {
            return """
                    {"commandId":"%s","action":"activate","account":"%s","providerOrderId":"%s","amount":10000,"currency":"SEK"}""".formatted(commandId, account, orderId);
        }
    }
}
