package io.kvitt.sandbox.klarna;

import io.kvitt.sandbox.simulation.Switches;

/**
 * Whether the lines add up to the amount. No document demands it of captures and refunds, and a mismatch is known to
 * have gone through with a warning only; the recorded header {@code Klarna-Order-Validation} hints at a soft check.
 */
final class LineSum {

    private LineSum() {}

    static void check(Switches switches, KlarnaLines lines, long amount) {
        if (switches.on(KlarnaSwitch.STRICT_LINES) && lines.wrong() != null) {
            throw KlarnaRefusal.badValue(lines.wrong());
        }
        if (switches.on(KlarnaSwitch.STRICT_LINE_SUM) && !isRight(lines, amount)) {
            throw KlarnaRefusal.unprocessable("The order lines do not add up to the amount");
        }
    }

    static boolean isRight(KlarnaLines lines, long amount) {
        return lines.count() == 0 || lines.sum() == amount;
    }
}
