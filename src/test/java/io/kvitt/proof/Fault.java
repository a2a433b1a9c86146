package io.kvitt.proof;

import java.util.Arrays;
import java.util.List;

/** What a provider does wrong to one order, once; docs/sandbox.md has the kinds. */
enum Fault {
    RESET_BEFORE_READING("write", "reset-before"),
    RESET_A_READING("read", "reset-before"),
    APPLY_THEN_RESET("write", "apply-then-reset"),
    APPLY_THEN_500("write", "apply-then-status", 500),
    APPLY_THEN_502("write", "apply-then-status", 502),
    APPLY_THEN_503("write", "apply-then-status", 503),
    APPLY_THEN_504("write", "apply-then-status", 504),
    APPLY_THEN_HANG("write", "apply-then-hang"),
    HANG_THEN_APPLY("write", "hang-then-apply"),
    OUT_OF_ORDER_503("write", "status", 503),
    BUSY_429_WITHOUT_A_WAIT("write", "status", 429),
    BUSY_429_WITH_A_WAIT("write", "status", 429),
    /** As Klarna answers while the same key is under way; Svea has no keys. */
    SAME_KEY_409("write", "status", 409),
    UNAUTHORIZED_401_HTML("write", "status", 401),
    FORBIDDEN_403_WITHOUT_JSON("write", "status", 403),
    SLOW_BODY("read", "slow-body"),
    TRUNCATED_JSON("read", "truncated-json"),
    CUT_BODY("read", "cut-body"),
    /** The order cannot be found at first, as just after its checkout. */
    NOT_FOUND_AT_FIRST_404("get-order", "status", 404),
    /** The task stays in progress for ever: after a day a person has to look. */
    TASK_STUCK("deliver", "task-stuck"),
    TASK_FAILS("deliver", "task-fails"),
    TASK_404("deliver", "task-404"),
    CREDIT_FAILS_LATER("credit", "credit-fails-later");

    /** Longer than the campaign's response timeout; a body that drips over it comes in pieces that are not. */
    private static final int DELAY_MILLIS = 2500;

    private final String operation;
    private final String kind;
    private final int status;

    Fault(String operation, String kind) {
        this(operation, kind, 0);
    }

    Fault(String operation, String kind, int status) {
        this.operation = operation;
        this.kind = kind;
        this.status = status;
    }

    /** The faults that can happen to an order of which this is asked, and whose end is known beforehand. */
    static List<Fault> of(String provider, List<Story.Command> commands, List<String> effects) {
        return Arrays.stream(values())
                .filter(fault -> fault.fits(provider.equals("svea"), commands, effects))
                .toList();
    }

    private boolean fits(boolean svea, List<Story.Command> commands, List<String> effects) {
        return switch (this) {
            case SAME_KEY_409 -> !svea;
            case TASK_FAILS, TASK_404 -> svea && effects.get(0).equals("ACTIVATE");
            case TASK_STUCK ->
                svea
                        && effects.equals(List.of("ACTIVATE"))
                        && commands.size() == 1
                        && commands.get(0).channel() == Story.Channel.REST;
            case CREDIT_FAILS_LATER -> svea && effects.contains("CREDIT");
            default -> true;
        };
    }

    /** What happens to the money in the end. */
    List<String> effects(List<String> without) {
        return switch (this) {
            case TASK_STUCK -> List.of();
            case CREDIT_FAILS_LATER -> List.of("ACTIVATE", "CREDIT", "CREDIT FAILED");
            default -> without;
        };
    }

    /** As the sandbox's control API takes it: the first call that fits goes wrong; what is stuck stays so. */
    String rule(String provider, String orderId) {
        StringBuilder rule =
                new StringBuilder("{\"kind\":\"%s\",\"provider\":\"%s\",\"orderId\":\"%s\",\"operation\":\"%s\""
                        .formatted(kind, provider, orderId, operation));
        if (this != TASK_STUCK) {
            rule.append(",\"nth\":1");
        }
        if (status > 0) {
            rule.append(",\"status\":").append(status);
        }
        return rule.append(",\"delayMs\":%d,\"waitHeaders\":%b}".formatted(DELAY_MILLIS, this == BUSY_429_WITH_A_WAIT))
                .toString();
    }
}
