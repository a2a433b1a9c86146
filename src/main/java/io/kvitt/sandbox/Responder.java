package io.kvitt.sandbox;

import io.kvitt.sandbox.simulation.Answer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.TimeUnit;

/**
 * Writes answers to a connection, or breaks it.
 *
 * @param keepAlive whether the connection stays open afterwards
 */
record Responder(Channel channel, boolean keepAlive) {

    private static final int PIECES = 10;

    void send(Answer answer) {
        FullHttpResponse response = response(answer);
        if (keepAlive) {
            channel.writeAndFlush(response, channel.voidPromise());
        } else {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            channel.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Drips the body, so that the head is there long before the end. */
    void sendSlowly(Answer answer, long millis) {
        if (answer.body().length == 0) {
            channel.eventLoop().schedule(() -> send(answer), millis, TimeUnit.MILLISECONDS);
            return;
        }
        channel.writeAndFlush(head(answer), channel.voidPromise());
        byte[] body = answer.body();
        int piece = Math.max(1, (body.length + PIECES - 1) / PIECES);
        for (int from = 0, number = 1; from < body.length; from += piece, number++) {
            int length = Math.min(piece, body.length - from);
            ByteBuf bytes = Unpooled.wrappedBuffer(body, from, length);
            boolean last = from + length == body.length;
            HttpContent content = last ? new DefaultLastHttpContent(bytes) : new DefaultHttpContent(bytes);
            channel.eventLoop()
                    .schedule(
                            () -> {
                                channel.writeAndFlush(content, channel.voidPromise());
                                if (last && !keepAlive) {
                                    channel.close();
                                }
                            },
                            millis * number / PIECES,
                            TimeUnit.MILLISECONDS);
        }
    }

    /** Half of the body, then the end of the connection; without a body the end comes at once. */
    void sendCut(Answer answer) {
        byte[] body = answer.body();
        if (body.length == 0) {
            reset();
            return;
        }
        channel.write(head(answer), channel.voidPromise());
        channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(body, 0, body.length / 2)))
                .addListener(ChannelFutureListener.CLOSE);
    }

    /** Closes with RST instead of FIN, so that the other side sees a broken connection and not an orderly end. */
    void reset() {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }

    private static HttpResponse head(Answer answer) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()));
        answer.headers().forEach(head.headers()::set);
        head.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
        return head;
    }

    private static FullHttpResponse response(Answer answer) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.body()));
        answer.headers().forEach(response.headers()::set);
        if (answer.status() != 204) {
            response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
        }
        return response;
    }
}
