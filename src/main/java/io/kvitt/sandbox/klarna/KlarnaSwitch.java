package io.kvitt.sandbox.klarna;

import io.kvitt.sandbox.simulation.Switch;
import java.util.Arrays;
import java.util.Optional;

/** The switches of Klarna and Kustom; where Kustom has none of its own, Klarna's hold for it too. */
public enum KlarnaSwitch implements Switch {
    LATENCY_MS("klarna.latency-ms", 0),
    KUSTOM_LATENCY_MS("kustom.latency-ms", 0),
    /** A replayed key also repeats a refusal (403, 404, 422); only the repetition of successes is documented. */
    KEY_KEEPS_REFUSALS("klarna.key-keeps-refusals", true),
    /** A replayed key with another body gets the first answer, as the specification says; otherwise 409. */
    KEY_IGNORES_BODY("klarna.key-ignores-body", true),
    /** A second request while the first is under way gets 409; otherwise whoever comes first acts for both. */
    KEY_IN_FLIGHT_CONFLICT("klarna.key-in-flight-conflict", true),
    /** A key counts per order and operation; otherwise per credential only. */
    KEY_PER_OPERATION("klarna.key-per-operation", true),
    KEY_HOURS("klarna.key-hours", 24),
    /** A line whose total or tax is not what its price, discount and rate make of it is refused; recorded at checkout. */
    STRICT_LINES("klarna.strict-lines", true),
    /** Lines that do not add up are refused with 422; otherwise accepted and marked as invalid. */
    STRICT_LINE_SUM("klarna.strict-line-sum", false),
    /** A capture of 0 is refused, since a stored capture is at least 1; otherwise it is stored. */
    ZERO_CAPTURE_REFUSED("klarna.zero-capture-refused", true),
    /** A cancelled order goes on showing its remaining amount, as recorded. */
    CANCEL_KEEPS_REMAINING("klarna.cancel-keeps-remaining", true),
    /** A refund's reference can be read back, as specified; recorded in 2021, it could not. */
    REFUND_REFERENCE_SHOWN("klarna.refund-reference-shown", true),
    /** How long a capture's own refunded amount stays behind the order's; recorded without a time. */
    REFUND_ALLOCATION_MS("klarna.refund-allocation-ms", 60_000),
    /** Releasing the rest of a partly captured order makes it CAPTURED; otherwise it stays PART_CAPTURED. */
    RELEASE_MAKES_CAPTURED("klarna.release-makes-captured", true),
    /** A partly captured order reads EXPIRED after its expiry; otherwise PART_CAPTURED. */
    PART_CAPTURED_READS_EXPIRED("klarna.part-captured-reads-expired", false),
    /** What was captured can be refunded after the rest expired. */
    REFUND_AFTER_EXPIRY("klarna.refund-after-expiry", true),
    /** Cancelling a cancelled or expired order is refused; otherwise it succeeds again, as recorded in 2021. */
    CANCEL_OF_ENDED_REFUSED("klarna.cancel-of-ended-refused", true),
    /** A captured order's authorisation cannot be extended. */
    EXTEND_CAPTURED_REFUSED("klarna.extend-captured-refused", true),
    /** The risk check agrees to a higher amount, where the payment method allows one at all. */
    INCREASE_APPROVED("klarna.increase-approved", true),
    /** An order can be cancelled while its review is pending. */
    PENDING_CANCEL_ALLOWED("klarna.pending-cancel-allowed", true),
    CLOSED_AFTER_REFUND("klarna.closed-after-refund", false),
    /** Kustom's help pages count partly captured orders among the expired. */
    KUSTOM_PART_CAPTURED_READS_EXPIRED("kustom.part-captured-reads-expired", true),
    /** They allow a refund only while the order is captured or partly captured. */
    KUSTOM_REFUND_AFTER_EXPIRY("kustom.refund-after-expiry", false),
    /** Kustom's help pages call a refunded order CLOSED. */
    KUSTOM_CLOSED_AFTER_REFUND("kustom.closed-after-refund", true),
    /** Kustom's own pages disagree on whether an authorisation can be extended. */
    KUSTOM_EXTEND_OFFERED("kustom.extend-offered", true),
    AUTHORIZATION_DAYS("klarna.authorization-days", 28),
    /** The status of an order id that is no UUID. */
    INVALID_ID_STATUS("klarna.invalid-id-status", 400),
    /** An order cannot be found until it is this old. */
    VISIBLE_AFTER_MS("klarna.visible-after-ms", 0),
    /** Requests per second before 429; 0 does not limit. */
    RATE_LIMIT("klarna.rate-limit", 0);

    private final String key;
    private final Object standard;

    KlarnaSwitch(String key, Object standard) {
        this.key = key;
        this.standard = standard;
    }

    static Optional<KlarnaSwitch> keyed(String key) {
        return Arrays.stream(values()).filter(which -> which.key.equals(key)).findFirst();
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public Object standard() {
        return standard;
    }
}
