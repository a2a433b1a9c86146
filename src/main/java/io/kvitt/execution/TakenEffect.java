package io.kvitt.execution;

import io.kvitt.command.CommandState;
import io.kvitt.payment.Code;
import io.kvitt.payment.Effect;
import io.kvitt.payment.PaymentReading;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.provider.Attempt;
import java.time.Instant;

/** What a write that took effect means for its command. */
final class TakenEffect {

    private TakenEffect() {}

    /** The end of its command, or, of a step, what comes next at once. */
    static Settlement settle(Execution execution, Attempt attempt, boolean finishes, Instant now) {
        if (!finishes) {
            return Settlement.later(execution, Code.TASK_RUNNING, now, false)
                    .performed(attempt.effect())
                    .having(null, attempt.amount(), attempt.currency());
        }
        Code code = switch (attempt.effect()) {
            case ACTIVATE -> Code.ACTIVATED;
            case ANNUL -> Code.ANNULLED;
            case CREDIT, RELEASE -> Code.CREDITED;
            case UPDATE -> Code.UPDATED;
        };
        return Settlement.end(execution, CommandState.SUCCEEDED, code)
                .having(statusAfter(attempt.effect()), attempt.amount(), attempt.currency())
                .performed(attempt.effect());
    }

    /** What a command has made, once a reading says that it is so. */
    static Code made(Code alreadySo) {
        return switch (alreadySo) {
            case ALREADY_ACTIVATED -> Code.ACTIVATED;
            case ALREADY_ANNULLED -> Code.ANNULLED;
            case ALREADY_CREDITED -> Code.CREDITED;
            case ALREADY_UPDATED -> Code.UPDATED;
            default -> alreadySo;
        };
    }

    private static PaymentStatus statusAfter(Effect effect) {
        return switch (effect) {
            case ACTIVATE -> PaymentStatus.ACTIVATED;
            case ANNUL -> PaymentStatus.ANNULLED;
            case CREDIT, RELEASE -> PaymentStatus.CREDITED;
            case UPDATE -> PaymentStatus.AUTHORIZED;
        };
    }

    /** Whether a write with this effect and amount, once it has happened, completes the command. */
    static boolean finishes(Effect effect, long amount, PaymentReading reading) {
        return switch (effect) {
            case ACTIVATE, ANNUL, UPDATE -> true;
            case RELEASE -> reading.activated() == reading.credited();
            case CREDIT -> amount == reading.activated() - reading.credited() && reading.remaining() == 0;
        };
    }
}
