package io.kvitt.provider.svea;

import io.kvitt.provider.svea.SveaOrder.Delivery;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How everything that has been taken is paid back: which single write comes next. Each write takes all that is left of
 * one delivery, oldest first, so that the next reading tells what remains to be done.
 */
final class SveaCredit {

    private static final String ROW_NAME = "Kreditering";

    private SveaCredit() {}

    /** @param path below the order's own */
    record Step(String operation, String method, String path, long amount, Map<String, Object> body) {}

    /** Empty when Svea does not offer to pay all of it back: half a credit is never begun. */
    static Optional<Step> next(SveaOrder order) {
        List<Delivery> owed = order.deliveries().stream()
                .filter(delivery -> delivery.left() > 0)
                .sorted(Comparator.comparingLong(Delivery::id))
                .toList();
        List<Step> steps =
                owed.stream().map(SveaCredit::of).flatMap(Optional::stream).toList();
        if (owed.isEmpty() || steps.size() == owed.size()) {
            return steps.stream().findFirst();
        }
        return steps.isEmpty() ? byCancelling(order) : Optional.empty();
    }

    /** A card that has been delivered but not settled has no credit yet: what was delivered is cancelled instead. */
    private static Optional<Step> byCancelling(SveaOrder order) {
        long amount = order.activated();
        boolean isOneWholeDelivery = order.deliveries().size() == 1 && order.credited() == 0;
        if (!order.orderStatus().equalsIgnoreCase("Delivered") || !isOneWholeDelivery) {
            return Optional.empty();
        }
        if (order.canCancelOrder()) {
            return Optional.of(new Step("cancel-order", "PATCH", "", amount, Map.of("IsCancelled", true)));
        }
        if (order.canCancelAmount() && amount == order.total()) {
            long cumulative = order.cancelledAmount() + amount;
            return Optional.of(new Step("cancel-amount", "PATCH", "", amount, Map.of("CancelledAmount", cumulative)));
        }
        return Optional.empty();
    }

    private static Optional<Step> of(Delivery delivery) {
        String path = "/deliveries/" + delivery.id();
        long left = delivery.left();
        if (delivery.actions().contains("CanCreditAmount")) {
            long cumulative = delivery.deliveryAmount();
            return Optional.of(new Step("credit-amount", "PATCH", path, left, Map.of("CreditedAmount", cumulative)));
        }
        List<Long> rows = wholeRows(delivery);
        if (!rows.isEmpty()) {
            return Optional.of(new Step("credit-rows", "POST", path + "/credits", left, Map.of("OrderRowIds", rows)));
        }
        List<Map<String, Object>> newRows = newRows(delivery);
        if (!newRows.isEmpty()) {
            return Optional.of(new Step(
                    "credit-new-rows", "POST", path + "/credits", left, Map.of("NewCreditOrderRows", newRows)));
        }
        return Optional.empty();
    }

    /** The rows to credit as they were delivered; empty unless they come to exactly what is left. */
    private static List<Long> wholeRows(Delivery delivery) {
        boolean untouched = delivery.creditedAmount() == 0 && delivery.credits().isEmpty();
        if (!untouched || !delivery.actions().contains("CanCreditOrderRows")) {
            return List.of();
        }
        List<SveaRow> rows = delivery.orderRows().stream()
                .filter(row -> row.actions().contains("CanCreditRow"))
                .toList();
        if (rows.stream().anyMatch(row -> row.orderRowId() == null || row.amount() == null)) {
            return List.of();
        }
        long sum = rows.stream().mapToLong(SveaRow::amount).sum();
        return sum == delivery.left() ? rows.stream().map(SveaRow::orderRowId).toList() : List.of();
    }

    /** Rows made up for the credit: one for each VAT rate, together exactly what is left. */
    private static List<Map<String, Object>> newRows(Delivery delivery) {
        if (!delivery.actions().contains("CanCreditNewRow")) {
            return List.of();
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        leftByRate(delivery).forEach((rate, amount) -> {
            if (amount > 0) {
                rows.add(SveaRows.row(null, ROW_NAME, 100, amount, rate));
            }
        });
        return rows;
    }

    private static SortedMap<Long, Long> leftByRate(Delivery delivery) {
        SortedMap<Long, Long> delivered = byRate(delivery.orderRows().stream());
        if (delivered.size() == 1) {
            return new TreeMap<>(Map.of(delivered.firstKey(), delivery.left()));
        }
        SortedMap<Long, Long> left = byRate(Stream.concat(
                delivery.orderRows().stream(),
                delivery.credits().stream().flatMap(credit -> credit.orderRows().stream())));
        boolean exact = left.values().stream().allMatch(amount -> amount >= 0)
                && left.values().stream().mapToLong(Long::longValue).sum() == delivery.left();
        return exact ? left : inProportion(delivery.left(), delivered);
    }

    /** The highest rate takes what rounding leaves over. */
    private static SortedMap<Long, Long> inProportion(long amount, SortedMap<Long, Long> weights) {
        weights.values().removeIf(weight -> weight <= 0);
        long whole = weights.values().stream().mapToLong(Long::longValue).sum();
        SortedMap<Long, Long> shares = new TreeMap<>();
        long rest = amount;
        for (Map.Entry<Long, Long> weight : weights.entrySet()) {
            boolean last = weight.getKey().equals(weights.lastKey());
            long share = last ? rest : share(amount, weight.getValue(), whole);
            shares.put(weight.getKey(), share);
            rest -= share;
        }
        return shares;
    }

    private static long share(long amount, long weight, long whole) {
        return BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(weight))
                .divide(BigInteger.valueOf(whole))
                .longValueExact();
    }

    /** Sums by VAT rate; empty when a row does not tell its rate or amount, since a rate is never made up. */
    private static SortedMap<Long, Long> byRate(Stream<SveaRow> rows) {
        List<SveaRow> all = rows.toList();
        SortedMap<Long, Long> sums = new TreeMap<>();
        if (all.stream().anyMatch(row -> row.vatPercent() == null || row.amount() == null)) {
            return sums;
        }
        all.forEach(row -> sums.merge(
                Objects.requireNonNull(row.vatPercent()), Objects.requireNonNull(row.amount()), Math::addExact));
        return sums;
    }
}
