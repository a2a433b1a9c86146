package io.kvitt.model;

import io.kvitt.payment.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes up stories; one seed always makes the same ones. */
final class Stories {

    private static final List<String> LOST_ANSWERS = List.of(
            "\"kind\":\"reset-before\"",
            "\"kind\":\"apply-then-reset\"",
            "\"kind\":\"apply-then-status\",\"status\":500",
            "\"kind\":\"apply-then-status\",\"status\":502",
            "\"kind\":\"apply-then-status\",\"status\":503",
            "\"kind\":\"apply-then-status\",\"status\":504",
            "\"kind\":\"status\",\"status\":401",
            "\"kind\":\"status\",\"status\":403",
            "\"kind\":\"status\",\"status\":409",
            "\"kind\":\"status\",\"status\":429",
            "\"kind\":\"status\",\"status\":429,\"waitHeaders\":true",
            "\"kind\":\"status\",\"status\":500",
            "\"kind\":\"status\",\"status\":503",
            "\"kind\":\"slow-body\",\"delayMs\":20",
            "\"kind\":\"truncated-json\"",
            "\"kind\":\"cut-body\"");
    private static final List<String> TASKS =
            List.of("task-fails", "task-404", "credit-fails-later", "task-lies", "task-404", "task-stuck");
    private static final List<String> KLARNA_PORTAL =
            List.of("capture", "capture", "refund", "refund", "cancel", "release", "update");
    private static final List<String> SVEA_PORTAL =
            List.of("deliver", "deliver-row", "cancel", "cancel-row", "cancel-amount", "credit", "credit");
    private static final List<Integer> SECONDS = List.of(1, 10, 31, 60, 120, 600, 3600, 90_000);

    private final Random random;

    Stories(long seed) {
        this.random = new Random(seed);
    }

    Story next() {
        Story.Kind kind = one(List.of(Story.Kind.values()));
        List<Step> steps = new ArrayList<>();
        int length = 3 + random.nextInt(9);
        int asked = 0;
        for (int i = 0; i < length; i++) {
            Step step = asked == 0 && i >= length / 2 ? ask(kind) : step(kind, asked);
            asked += step instanceof Step.Ask ? 1 : 0;
            steps.add(step);
        }
        if (random.nextInt(6) == 0) {
            steps.add(random.nextInt(steps.size()), new Step.Link());
        }
        if (random.nextInt(3) == 0) {
            steps.add(0, new Step.ShowsLess());
        }
        return new Story(kind, steps);
    }

    private Step step(Story.Kind kind, int asked) {
        int dice = random.nextInt(100);
        if (dice < 28) {
            return dice < 6 && asked > 0 ? new Step.Meanwhile(one(List.of(Step.Point.values())), ask(kind)) : ask(kind);
        }
        if (dice < 48) {
            return new Step.Work(1 + random.nextInt(4));
        }
        if (dice < 72) {
            return new Step.Fault("{" + kind(kind) + ",\"times\":" + (1 + random.nextInt(2)) + "}");
        }
        if (dice < 80) {
            String operation = one(kind.isSvea() ? SVEA_PORTAL : KLARNA_PORTAL);
            boolean part = operation.equals("update") || random.nextBoolean();
            return new Step.Human(operation, part ? 5_000L : null);
        }
        if (dice < 85) {
            return new Step.Idle(Duration.ofSeconds(one(SECONDS)));
        }
        if (dice < 91) {
            return new Step.Die(one(List.of(Step.Point.values())));
        }
        if (dice < 95) {
            return new Step.Pause(one(List.of(Step.Point.values())), 1 + random.nextInt(3));
        }
        if (dice < 97 || asked == 0) {
            return new Step.Unreachable(1 + random.nextInt(2));
        }
        return random.nextBoolean() ? new Step.Again(random.nextInt(asked)) : new Step.Reuse(random.nextInt(asked));
    }

    private Step.Ask ask(Story.Kind kind) {
        Action action = one(List.of(Action.values()));
        if (action == Action.UPDATE) {
            return new Step.Ask(action, one(List.of(20_000L, 25_000L, kind.isSvea() ? 15_000L : 35_000L)));
        }
        return new Step.Ask(action, random.nextInt(3) > 0 ? null : one(List.of(Story.TOTAL, 20_000L, Story.TOTAL + 1)));
    }

    private String kind(Story.Kind kind) {
        if (kind.isSvea() && random.nextInt(4) == 0) {
            return "\"operation\":\"write\",\"kind\":\"" + one(TASKS) + "\"";
        }
        String operation = "\"operation\":\"" + (random.nextInt(3) > 0 ? "write" : "read") + "\",";
        if (random.nextInt(20) == 0) {
            String hang = random.nextInt(4) > 0 ? "hang-then-apply" : "apply-then-hang";
            return operation + "\"kind\":\"" + hang + "\",\"delayMs\":" + one(List.of(3_000, 30_000, 59_000));
        }
        if (random.nextInt(15) == 0) {
            return "\"operation\":\"read\",\"kind\":\"status\",\"status\":404";
        }
        return operation + one(LOST_ANSWERS);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
