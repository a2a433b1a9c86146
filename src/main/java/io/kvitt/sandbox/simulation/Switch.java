package io.kvitt.sandbox.simulation;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A behaviour that the providers do not document, or that a test wants to set. The default is the likeliest reading of
 * the sources; a client has to live with the other one too.
 */
public enum Switch {
    KLARNA_LATENCY_MS("klarna.latency-ms", 0),
    KUSTOM_LATENCY_MS("kustom.latency-ms", 0),
    SVEA_LATENCY_MS("svea.latency-ms", 0),

    /** A replayed key also repeats a refusal (403, 404, 422); only the repetition of successes is documented. */
    KLARNA_KEY_KEEPS_REFUSALS("klarna.key-keeps-refusals", true),
    /** A replayed key with another body gets the first answer, as the specification says; otherwise 409. */
    KLARNA_KEY_IGNORES_BODY("klarna.key-ignores-body", true),
    /** A second request while the first is under way gets 409; otherwise whoever comes first acts for both. */
    KLARNA_KEY_IN_FLIGHT_CONFLICT("klarna.key-in-flight-conflict", true),
    /** A key counts per order and operation; otherwise per credential only. */
    KLARNA_KEY_PER_OPERATION("klarna.key-per-operation", true),
    KLARNA_KEY_HOURS("klarna.key-hours", 24),

    /** Lines that do not add up are refused with 422; otherwise accepted and marked as invalid. */
    KLARNA_STRICT_LINE_SUM("klarna.strict-line-sum", false),
    /** A capture of 0 is refused, since a stored capture is at least 1; otherwise it is stored. */
    KLARNA_ZERO_CAPTURE_REFUSED("klarna.zero-capture-refused", true),
    /** A cancelled order goes on showing its remaining amount, as recorded. */
    KLARNA_CANCEL_KEEPS_REMAINING("klarna.cancel-keeps-remaining", true),
    /** How long a capture's own refunded amount stays behind the order's; recorded without a time. */
    KLARNA_REFUND_ALLOCATION_MS("klarna.refund-allocation-ms", 60_000),
    /** Releasing the rest of a partly captured order makes it CAPTURED; otherwise it stays PART_CAPTURED. */
    KLARNA_RELEASE_MAKES_CAPTURED("klarna.release-makes-captured", true),
    /** A partly captured order reads EXPIRED after its expiry; otherwise PART_CAPTURED. */
    KLARNA_PART_CAPTURED_READS_EXPIRED("klarna.part-captured-reads-expired", false),
    /** What was captured can be refunded after the rest expired. */
    KLARNA_REFUND_AFTER_EXPIRY("klarna.refund-after-expiry", true),
    /** Cancelling a cancelled or expired order is refused; otherwise it succeeds again. */
    KLARNA_CANCEL_OF_ENDED_REFUSED("klarna.cancel-of-ended-refused", true),
    /** A captured order's authorisation cannot be extended. */
    KLARNA_EXTEND_CAPTURED_REFUSED("klarna.extend-captured-refused", true),
    /** The risk check agrees to a higher amount, where the payment method allows one at all. */
    KLARNA_INCREASE_APPROVED("klarna.increase-approved", true),
    /** An order can be cancelled while its review is pending. */
    KLARNA_PENDING_CANCEL_ALLOWED("klarna.pending-cancel-allowed", true),
    KLARNA_CLOSED_AFTER_REFUND("klarna.closed-after-refund", false),
    /** Kustom's help pages call a refunded order CLOSED. */
    KUSTOM_CLOSED_AFTER_REFUND("kustom.closed-after-refund", true),
    /** Kustom's own pages disagree on whether an authorisation can be extended. */
    KUSTOM_EXTEND_OFFERED("kustom.extend-offered", true),
    KLARNA_AUTHORIZATION_DAYS("klarna.authorization-days", 28),
    /** The status of an order id that is no UUID. */
    KLARNA_INVALID_ID_STATUS("klarna.invalid-id-status", 400),
    /** An order cannot be found until it is this old. */
    KLARNA_VISIBLE_AFTER_MS("klarna.visible-after-ms", 0),
    /** Requests per second before 429; 0 does not limit. */
    KLARNA_RATE_LIMIT("klarna.rate-limit", 0),

    /** How far a signature's timestamp may be off. */
    SVEA_CLOCK_SKEW_SECONDS("svea.clock-skew-seconds", 600),
    /** How long a queued operation takes. */
    SVEA_TASK_MS("svea.task-ms", 200),
    /** When delivered card money is settled. */
    SVEA_SETTLE_HOURS("svea.settle-hours", 24),
    /** The answer to a delivery names the delivery, as newer versions do; otherwise it is empty. */
    SVEA_DELIVERY_ID_IN_ANSWER("svea.delivery-id-in-answer", true),
    /** The answer to a credit names the credit. */
    SVEA_CREDIT_ID_IN_ANSWER("svea.credit-id-in-answer", true),
    /** Crediting an amount answers 200 with the credit's id; otherwise 204. */
    SVEA_CREDIT_AMOUNT_ANSWERS_BODY("svea.credit-amount-answers-body", false),
    /** Cancelling the rest of a partly delivered order makes it Delivered; otherwise Cancelled. */
    SVEA_CANCEL_REST_MAKES_DELIVERED("svea.cancel-rest-makes-delivered", true),
    /** An order whose rows have all been cancelled is Cancelled; otherwise it stays Open. */
    SVEA_ALL_ROWS_CANCELLED_MAKES_CANCELLED("svea.all-rows-cancelled-makes-cancelled", true),
    /** Cancelled rows stay in the order after everything else was delivered. */
    SVEA_CANCELLED_ROWS_STAY("svea.cancelled-rows-stay", true),
    /** A credit without rows credits them all; otherwise it is refused. */
    SVEA_EMPTY_CREDIT_IS_ALL("svea.empty-credit-is-all", false),
    /** Replacing rows may raise the total; the sources disagree. */
    SVEA_REPLACE_MAY_RAISE("svea.replace-may-raise", false),
    /** The credit check agrees to a higher total. */
    SVEA_CREDIT_CHECK_APPROVES("svea.credit-check-approves", true),
    SVEA_EXTEND_ENABLED("svea.extend-enabled", false),
    /** The status of an operation that is not among the order's actions. */
    SVEA_ILLEGAL_STATUS("svea.illegal-status", 400),
    /** 0: Code/Message/Errors, 1: header only, 2: nothing, 3: null, 4: resultCode/errorMessage, 5: with a BOM. */
    SVEA_ERROR_SHAPE("svea.error-shape", 0),
    /** How long a bank credit is invisible in the order. */
    SVEA_BANK_CREDIT_MS("svea.bank-credit-ms", 60_000),
    /** An order cannot be found until it is this old. */
    SVEA_VISIBLE_AFTER_MS("svea.visible-after-ms", 0);

    private static final Map<String, Switch> BY_KEY =
            Arrays.stream(values()).collect(Collectors.toMap(Switch::key, Function.identity()));

    private final String key;
    private final boolean yesOrNo;
    private final long standard;

    Switch(String key, boolean standard) {
        this.key = key;
        this.yesOrNo = true;
        this.standard = standard ? 1 : 0;
    }

    Switch(String key, long standard) {
        this.key = key;
        this.yesOrNo = false;
        this.standard = standard;
    }

    public static Optional<Switch> keyed(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    public String key() {
        return key;
    }

    boolean isYesOrNo() {
        return yesOrNo;
    }

    long standard() {
        return standard;
    }
}
