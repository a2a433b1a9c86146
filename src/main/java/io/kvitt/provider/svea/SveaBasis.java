package io.kvitt.provider.svea;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.kvitt.command.Sha256;
import io.kvitt.provider.svea.SveaOrder.Delivery;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What an intent was based on, as far as telling whether it took effect needs it. Holds no text that a person wrote.
 *
 * @param rows the ids of the rows that were not delivered and not cancelled
 * @param rowsDigest of what those rows said
 */
record SveaBasis(
        String status,
        long orderAmount,
        long cancelledAmount,
        List<Taken> deliveries,
        List<Long> rows,
        String rowsDigest) {

    /** One delivery as it was. */
    record Taken(long id, long amount, long credited, int credits, List<String> actions) {

        private static Taken of(Delivery delivery) {
            return new Taken(
                    delivery.id(),
                    delivery.deliveryAmount(),
                    delivery.creditedAmount(),
                    delivery.credits().size(),
                    delivery.actions().stream().sorted().toList());
        }
    }

    static SveaBasis of(SveaOrder order) {
        return new SveaBasis(
                order.orderStatus(),
                order.orderAmount(),
                order.cancelledAmount(),
                order.deliveries().stream()
                        .sorted(Comparator.comparingLong(Delivery::id))
                        .map(Taken::of)
                        .toList(),
                order.undelivered().stream().map(SveaRow::orderRowId).sorted().toList(),
                digest(String.join("\n", SveaRows.facts(order.orderRows()))));
    }

    static SveaBasis parse(String json) {
        try {
            return SveaJson.MAPPER.readValue(json, SveaBasis.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored basis of an attempt cannot be read", e);
        }
    }

    String json() {
        try {
            return SveaJson.MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    Optional<Taken> delivery(long id) {
        return deliveries.stream().filter(taken -> taken.id() == id).findFirst();
    }

    private static String digest(String text) {
        return Sha256.hex(text).substring(0, 16);
    }
}
