package io.kvitt.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Delta debugging: leaves out steps, many at a time at first, as long as the story still fails. */
final class Shrinking {

    private Shrinking() {}

    static Story shortest(Story failing, Predicate<Story> fails) {
        Story shortest = failing;
        for (int chunk = Math.max(1, failing.steps().size() / 2); chunk > 0; chunk = chunk == 1 ? 0 : chunk / 2) {
            boolean shorter = true;
            while (shorter) {
                shorter = false;
                for (int from = 0; from < shortest.steps().size(); from++) {
                    Story candidate = without(shortest, from, chunk);
                    if (fails.test(candidate)) {
                        shortest = candidate;
                        shorter = true;
                        from--;
                    }
                }
            }
        }
        return shortest;
    }

    private static Story without(Story story, int from, int count) {
        List<Step> left = new ArrayList<>(story.steps());
        left.subList(from, Math.min(left.size(), from + count)).clear();
        return story.with(left);
    }
}
