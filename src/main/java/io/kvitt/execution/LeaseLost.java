package io.kvitt.execution;

/** Another executor has taken over this payment; nothing was committed and nothing more may be sent. */
public final class LeaseLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LeaseLost(Execution execution) {
        super("the lease on payment " + execution.paymentId() + " was lost");
    }
}
