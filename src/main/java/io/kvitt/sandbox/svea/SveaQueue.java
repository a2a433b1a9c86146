package io.kvitt.sandbox.svea;

import io.kvitt.sandbox.simulation.Answer;
import io.kvitt.sandbox.simulation.Call;
import io.kvitt.sandbox.simulation.Json;
import io.kvitt.sandbox.simulation.Switches;
import io.kvitt.sandbox.simulation.TaskFault;
import io.kvitt.sandbox.simulation.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Svea's queue: an operation is accepted with 202 and takes effect when its task completes. */
final class SveaQueue {

    /** How long after its success a revoked credit fails. */
    private static final long REVOKED_AFTER_MS = 1_000;

    private final Map<Long, SveaTask> tasks = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong(55_000);
    private final Switches switches;
    private final Timer timer;

    SveaQueue(Switches switches, Timer timer) {
        this.switches = switches;
        this.timer = timer;
    }

    /** What a task does to its order; refusing now means that the task fails. Returns how to undo it. */
    @FunctionalInterface
    interface Work {
        @Nullable
        Runnable run();
    }

    /** @param body the answer's body, or an empty one */
    Answer accept(Call call, SveaOrder order, @Nullable String resource, byte[] body, Work work) {
        SveaTask task = new SveaTask(lastId.incrementAndGet(), order, resource);
        tasks.put(task.id, task);
        TaskFault fault = call.taskFault();
        if (fault != TaskFault.STUCK) {
            timer.after(switches.value(SveaSwitch.TASK_MS), () -> run(task, fault, work));
        }
        Answer answer = body.length == 0 ? Answer.empty(202) : Answer.json(202, body);
        return answer.with("Location", call.origin() + "/api/v1/queue/" + task.id);
    }

    Answer read(Call call) {
        SveaTask task = find(call.segments().get(3));
        if (task == null || task.state() == SveaTask.State.UNKNOWN) {
            throw SveaRefusal.notFound("Task");
        }
        if (task.state() == SveaTask.State.DONE) {
            return Answer.empty(303).with("Location", call.origin() + task.resource);
        }
        String status = task.state() == SveaTask.State.FAILED ? "Failed" : "InProgress";
        return Answer.json(
                200,
                Json.bytes(Json.MAPPER.createObjectNode().put("Id", task.id).put("Status", status)));
    }

    /** The order that a task belongs to, or an empty string. */
    String orderOf(String taskId) {
        SveaTask task = find(taskId);
        return task == null ? "" : task.order.key;
    }

    void clear() {
        tasks.clear();
    }

    private void run(SveaTask task, @Nullable TaskFault fault, Work work) {
        if (fault == TaskFault.FAILS || !tasks.containsKey(task.id)) {
            task.end(SveaTask.State.FAILED);
            return;
        }
        if (fault == TaskFault.LIES) {
            task.end(SveaTask.State.DONE);
            return;
        }
        Runnable undo;
        synchronized (task.order) {
            try {
                undo = work.run();
                task.end(fault == TaskFault.UNKNOWN ? SveaTask.State.UNKNOWN : SveaTask.State.DONE);
            } catch (SveaRefusal refusal) {
                task.end(SveaTask.State.FAILED);
                return;
            }
        }
        if (fault == TaskFault.REVOKED && undo != null) {
            timer.after(REVOKED_AFTER_MS, () -> {
                synchronized (task.order) {
                    undo.run();
                }
            });
        }
    }

    private @Nullable SveaTask find(String taskId) {
        try {
            return tasks.get(Long.valueOf(taskId));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
