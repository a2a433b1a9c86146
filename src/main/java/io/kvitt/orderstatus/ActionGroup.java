package io.kvitt.orderstatus;

import io.kvitt.payment.Action;
import java.util.Locale;

/** The three things that an order status can lead to. */
public enum ActionGroup {
    ACTIVATE(Action.ACTIVATE),
    UPDATE(Action.UPDATE),
    /** Annul or credit, whichever the payment's status calls for. */
    REVERSE(Action.REVERSE);

    private final Action action;

    ActionGroup(Action action) {
        this.action = action;
    }

    public Action action() {
        return action;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
