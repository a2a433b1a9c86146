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

    /** The group that an action belongs to, whoever asks for it. */
    static ActionGroup of(Action action) {
        return switch (action) {
            case ACTIVATE -> ACTIVATE;
            case UPDATE -> UPDATE;
            case ANNUL, CREDIT, REVERSE -> REVERSE;
        };
    }

    public Action action() {
        return action;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
