package io.kvitt.notification;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Throws away a short answer, so that the connection can be used again, and breaks off a long one. */
final class Unread implements BodySubscriber<@Nullable Void> {

    private static final long MOST = 16 * 1024;

    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    private @Nullable Subscription subscription;
    private long seen;

    @Override
    public CompletionStage<@Nullable Void> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Subscription body) {
        subscription = body;
        body.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        seen += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        if (seen > MOST && subscription != null) {
            subscription.cancel();
            done.complete(null);
        }
    }

    /** The status was there before the body; what breaks after it changes nothing. */
    @Override
    public void onError(Throwable broken) {
        done.complete(null);
    }

    @Override
    public void onComplete() {
        done.complete(null);
    }
}
