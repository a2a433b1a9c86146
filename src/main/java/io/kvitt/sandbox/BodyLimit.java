package io.kvitt.sandbox;

import io.kvitt.sandbox.simulation.Answer;
import io.kvitt.sandbox.simulation.Json;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import java.util.Map;

/** Collects a request's body, chunked or not, and refuses one above 1 MB with 413 and Klarna's error object. */
final class BodyLimit extends HttpObjectAggregator {

    static final int BYTES = 1_000_000;

    BodyLimit() {
        super(BYTES);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
        boolean kustom = oversized instanceof HttpRequest request
                && RequestPath.of(request.uri()).root().equals("kustom");
        String code = kustom ? "PAYLOAD_TOO_LARGE" : "REQUEST_TOO_LARGE";
        byte[] body = Json.bytes(Map.of("error_code", code, "error_messages", List.of("Request too large")));
        new Responder(context.channel(), false).send(Answer.json(413, body));
    }
}
