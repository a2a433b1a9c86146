package io.kvitt.sandbox.klarna;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One order's state. Small, because there may be a million of them; guarded by its own monitor. What it reads as
 * depends on the clock and the switches: see {@link KlarnaReading}.
 */
final class KlarnaOrder {

    final String id;
    final String currency;
    final String paymentType;
    final long createdAt;
    final long originalAmount;

    long amount;
    long captured;
    long refunded;
    long expiresAt;
    String lines;
    FraudStatus fraud = FraudStatus.ACCEPTED;
    boolean cancelled;
    boolean released;
    boolean closed;
    boolean business;

    /** As JSON, once it has been changed. */
    @Nullable
    String shippingAddress;

    @Nullable
    String reference1;

    @Nullable
    String reference2;

    private List<Capture> captures = List.of();
    private List<Refund> refunds = List.of();
    private List<String> shippingInfo = List.of();

    KlarnaOrder(
            String id,
            @Nullable String reference1,
            String currency,
            String paymentType,
            long amount,
            String lines,
            long createdAt,
            long expiresAt) {
        this.id = id;
        this.reference1 = reference1;
        this.currency = currency;
        this.paymentType = paymentType;
        this.originalAmount = amount;
        this.amount = amount;
        this.lines = lines;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    List<Capture> captures() {
        return captures;
    }

    List<Refund> refunds() {
        return refunds;
    }

    /** Each as JSON. */
    List<String> shippingInfo() {
        return shippingInfo;
    }

    void addShippingInfo(List<String> more) {
        shippingInfo = grown(shippingInfo);
        shippingInfo.addAll(more);
    }

    void add(Capture capture) {
        captures = grown(captures);
        captures.add(capture);
        captured += capture.amount();
    }

    void add(Refund refund) {
        refunds = grown(refunds);
        refunds.add(refund);
        refunded += refund.amount();
    }

    private static <T> List<T> grown(List<T> list) {
        return list.isEmpty() ? new ArrayList<>(1) : list;
    }

    /** Eight characters, capitals and digits, the same for every reading. */
    String klarnaReference() {
        String digits = Long.toString((id.hashCode() & 0xFFFF_FFFFL) * 36L + 78_364_164_096L, 36);
        return digits.substring(digits.length() - 8).toUpperCase(Locale.ROOT);
    }
}
