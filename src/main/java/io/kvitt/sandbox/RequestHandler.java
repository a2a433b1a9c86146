package io.kvitt.sandbox;

import io.kvitt.sandbox.simulation.Answer;
import io.kvitt.sandbox.simulation.Call;
import io.kvitt.sandbox.simulation.Target;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpUtil;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives each request to the simulator, or to the control API, that its path names. Requests are not pipelined. */
@Sharable
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final Sandbox sandbox;
    private final ControlRunner control;

    RequestHandler(Sandbox sandbox, ControlRunner control) {
        this.sandbox = sandbox;
        this.control = control;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        Responder responder = new Responder(context.channel(), HttpUtil.isKeepAlive(request));
        if (request.decoderResult().isFailure()) {
            responder.send(Answer.empty(431));
            return;
        }
        RequestPath path = RequestPath.of(request.uri());
        if (path.root().equals("control")) {
            byte[] body = ByteBufUtil.getBytes(request.content());
            control.run(request.method().name(), path, body, responder);
            return;
        }
        Sandbox.Running running = sandbox.find(path.root());
        if (running == null) {
            responder.send(Answer.empty(404));
            return;
        }
        serve(running, call(request, path), responder);
    }

    private void serve(Sandbox.Running running, Call call, Responder responder) {
        Target target = running.simulator().target(call);
        String provider = running.facts().provider();
        sandbox.counters().count(provider, !call.method().equals("GET"));
        FaultRule fault = sandbox.faults().strike(provider, target);
        Service service = new Service(sandbox.timer(), running, call, responder, sandbox.latency(running));
        if (fault == null) {
            service.serve();
        } else {
            service.serve(fault);
        }
    }

    private static Call call(FullHttpRequest request, RequestPath path) {
        String host = request.headers().get(HttpHeaderNames.HOST);
        return new Call(
                request.method().name(),
                path.segments(),
                request.headers()::get,
                ByteBufUtil.getBytes(request.content()),
                "http://" + (host == null ? "127.0.0.1" : host) + "/sandbox/" + path.root(),
                null);
    }

    /** A broken connection is the caller's business, and often the purpose of the exercise; the rest is a mistake here. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            context.close();
        } else {
            LOG.error("The sandbox failed to answer", cause);
            new Responder(context.channel(), false).send(Answer.empty(500));
        }
    }
}
