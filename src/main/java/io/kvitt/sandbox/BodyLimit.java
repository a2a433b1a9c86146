package io.kvitt.sandbox;

import io.kvitt.sandbox.simulation.Answer;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;

/** Collects a request's body, chunked or not, and refuses one above 1 MB with the provider's 413. */
final class BodyLimit extends HttpObjectAggregator {

    static final int BYTES = 1_000_000;

    private final Sandbox sandbox;

    BodyLimit(Sandbox sandbox) {
        super(BYTES);
        this.sandbox = sandbox;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
        Sandbox.Running running = oversized instanceof HttpRequest request
                ? sandbox.find(RequestPath.of(request.uri()).root())
                : null;
        Answer answer = running == null ? Answer.empty(413) : running.facts().error(413);
        new Responder(context.channel(), false).send(answer);
    }
}
