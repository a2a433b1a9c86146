package io.kvitt.sandbox.svea;

import io.kvitt.sandbox.simulation.Switch;

/** Svea's switches. */
public enum SveaSwitch implements Switch {
    LATENCY_MS("svea.latency-ms", 0),
    /** How far a signature's timestamp may be off. */
    CLOCK_SKEW_SECONDS("svea.clock-skew-seconds", 600),
    /** How long a queued operation takes. */
    TASK_MS("svea.task-ms", 200),
    /** When delivered card money is settled. */
    SETTLE_HOURS("svea.settle-hours", 24),
    /** The answer to a delivery names the delivery, as newer versions do; otherwise it is empty. */
    DELIVERY_ID_IN_ANSWER("svea.delivery-id-in-answer", true),
    /** The answer to a credit names the credit. */
    CREDIT_ID_IN_ANSWER("svea.credit-id-in-answer", true),
    /** Crediting an amount answers 200 with the credit's id; otherwise 204. */
    CREDIT_AMOUNT_ANSWERS_BODY("svea.credit-amount-answers-body", false),
    /** Cancelling the rest of a partly delivered order makes it Delivered; otherwise Cancelled. */
    CANCEL_REST_MAKES_DELIVERED("svea.cancel-rest-makes-delivered", true),
    /** An order whose rows have all been cancelled is Cancelled; otherwise it stays Open. */
    ALL_ROWS_CANCELLED_MAKES_CANCELLED("svea.all-rows-cancelled-makes-cancelled", true),
    /** Cancelled rows stay in the order after everything else was delivered. */
    CANCELLED_ROWS_STAY("svea.cancelled-rows-stay", true),
    /** A credit without rows credits them all; otherwise it is refused. */
    EMPTY_CREDIT_IS_ALL("svea.empty-credit-is-all", false),
    /** Replacing rows may raise the total; the sources disagree. */
    REPLACE_MAY_RAISE("svea.replace-may-raise", false),
    /** The credit check agrees to a higher total. */
    CREDIT_CHECK_APPROVES("svea.credit-check-approves", true),
    EXTEND_ENABLED("svea.extend-enabled", false),
    /** The status of an operation that is not among the order's actions. */
    ILLEGAL_STATUS("svea.illegal-status", 400),
    /** 0: Code/Message/Errors, 1: header only, 2: nothing, 3: null, 4: resultCode/errorMessage, 5: with a BOM. */
    ERROR_SHAPE("svea.error-shape", 0),
    /** How long a bank credit is invisible in the order. */
    BANK_CREDIT_MS("svea.bank-credit-ms", 60_000),
    /** An order cannot be found until it is this old. */
    VISIBLE_AFTER_MS("svea.visible-after-ms", 0);

    private final String key;
    private final Object standard;

    SveaSwitch(String key, Object standard) {
        this.key = key;
        this.standard = standard;
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
