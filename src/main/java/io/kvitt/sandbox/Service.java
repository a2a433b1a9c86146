package io.kvitt.sandbox;

import io.kvitt.sandbox.simulation.Answer;
import io.kvitt.sandbox.simulation.Call;
import io.kvitt.sandbox.simulation.Exchange;
import io.kvitt.sandbox.simulation.Timer;
import java.util.Arrays;

/**
 * Serves one call, with or without a fault. The effect comes when the request does and the latency lies on the answer,
 * so a caller that gives up early has always acted.
 */
record Service(Timer timer, Sandbox.Running running, Call call, Responder responder, long latency) {

    void serve() {
        apply(call, latency, responder::send);
    }

    void serve(FaultRule fault) {
        long delay = fault.delayOrDefault();
        switch (fault.kind()) {
            case RESET_BEFORE -> after(latency, responder::reset);
            case STATUS -> after(latency, () -> responder.send(FaultAnswer.of(running.facts(), fault)));
            case HANG_THEN_APPLY -> hangThenApply(delay);
            case APPLY_THEN_RESET -> apply(call, latency, answer -> responder.reset());
            case APPLY_THEN_STATUS ->
                apply(call, latency, answer -> responder.send(FaultAnswer.of(running.facts(), fault)));
            case APPLY_THEN_HANG -> apply(call, delay, responder::send);
            case SLOW_BODY -> apply(call, latency, answer -> responder.sendSlowly(answer, delay));
            case TRUNCATED_JSON -> apply(call, latency, answer -> responder.send(halved(answer)));
            case CUT_BODY -> apply(call, latency, responder::sendCut);
            case TASK_STUCK, TASK_FAILS, TASK_LIES, TASK_404, CREDIT_FAILS_LATER -> {
                var taskFault = fault.kind().taskFault();
                apply(taskFault == null ? call : call.with(taskFault), latency, responder::send);
            }
        }
    }

    /** How an answer is delivered. */
    @FunctionalInterface
    private interface Delivery {
        void deliver(Answer answer);
    }

    private void apply(Call served, long wait, Delivery delivery) {
        Exchange exchange = running.simulator().open(served);
        Answer answer = exchange.perform();
        after(wait, () -> {
            exchange.ended();
            delivery.deliver(answer);
        });
    }

    /** The key is reserved meanwhile. */
    private void hangThenApply(long wait) {
        Exchange exchange = running.simulator().open(call);
        after(wait, () -> {
            Answer answer = exchange.perform();
            exchange.ended();
            responder.send(answer);
        });
    }

    private void after(long millis, Runnable work) {
        if (millis <= 0) {
            work.run();
        } else {
            timer.after(millis, work);
        }
    }

    private static Answer halved(Answer answer) {
        return new Answer(answer.status(), answer.headers(), Arrays.copyOf(answer.body(), answer.body().length / 2));
    }
}
