package io.kvitt.sandbox;

import io.kvitt.sandbox.simulation.BulkOrder;
import io.kvitt.sandbox.simulation.Ledger;
import io.kvitt.sandbox.simulation.NewOrder;
import io.kvitt.sandbox.simulation.OrderSummary;
import io.kvitt.sandbox.simulation.SandboxClock;
import io.kvitt.sandbox.simulation.SimulatedProvider;
import io.kvitt.sandbox.simulation.Simulator.PortalEdit;
import io.kvitt.sandbox.simulation.Switches;
import io.kvitt.sandbox.simulation.Timer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The sandbox on a loopback port. Needs no framework: start it in a test, or alone by its main method. */
public final class SandboxServer implements AutoCloseable {

    public static final int DEFAULT_PORT = 8089;

    /** Klarna: each header up to 6 KB, all of them up to 20. */
    private static final int HEADER_BYTES = 20 * 1024;

    private static final int LINE_BYTES = 8 * 1024;

    private final EventLoopGroup loops;
    private final ControlRunner control;
    private final Sandbox sandbox;
    private final Channel listener;

    SandboxServer(List<SimulatedProvider> providers, int port, Clock clock, @Nullable Timer timer) {
        this.loops = new MultiThreadIoEventLoopGroup(
                Math.min(4, Runtime.getRuntime().availableProcessors()),
                new DefaultThreadFactory("sandbox", true),
                NioIoHandler.newFactory());
        this.sandbox = new Sandbox(
                providers,
                new SandboxClock(clock),
                timer == null ? (millis, work) -> loops.schedule(work, millis, TimeUnit.MILLISECONDS) : timer);
        this.control = new ControlRunner(new ControlApi(sandbox));
        this.listener = listen(port);
    }

    /** @param port 0 for any free one */
    public static SandboxServer start(int port) {
        return new SandboxServer(Sandbox.PROVIDERS, port, Clock.systemUTC(), null);
    }

    /**
     * A sandbox whose time is the caller's.
     *
     * @param timer runs what is queued or late, on any thread
     */
    public static SandboxServer start(int port, Clock clock, Timer timer) {
        return new SandboxServer(Sandbox.PROVIDERS, port, clock, timer);
    }

    public static void main(String[] args) throws InterruptedException {
        int port = DEFAULT_PORT;
        for (String arg : args) {
            if (arg.startsWith("--port=")) {
                port = Integer.parseInt(arg.substring("--port=".length()));
            }
        }
        SandboxServer server = start(port);
        server.plantSeeds();
        System.out.println("Sandbox on " + server.address() + " (orders: " + server.address() + "/control/orders)");
        server.listener.closeFuture().sync();
    }

    private Channel listen(int port) {
        RequestHandler handler = new RequestHandler(sandbox, control);
        try {
            return new ServerBootstrap()
                    .group(loops)
                    .channel(NioServerSocketChannel.class)
                    .option(ChannelOption.SO_BACKLOG, 1024)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childHandler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline()
                                    .addLast(new HttpServerCodec(LINE_BYTES, HEADER_BYTES, LINE_BYTES))
                                    .addLast(new BodyLimit(sandbox))
                                    .addLast(handler);
                        }
                    })
                    .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .syncUninterruptibly()
                    .channel();
        } catch (RuntimeException e) {
            close(0);
            throw e;
        }
    }

    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** The address that every path of the sandbox starts with. */
    public String address() {
        return "http://127.0.0.1:" + port() + "/sandbox";
    }

    public OrderSummary create(NewOrder order) {
        return sandbox.create(order);
    }

    public void createMany(BulkOrder bulk) {
        sandbox.createMany(bulk);
    }

    public void plantSeeds() {
        sandbox.plantSeeds();
    }

    public OrderSummary portal(String provider, String orderId, PortalEdit edit) {
        return sandbox.simulator(provider).portal(orderId, edit);
    }

    public Ledger ledger() {
        return sandbox.ledger();
    }

    public SandboxClock clock() {
        return sandbox.clock();
    }

    public Switches switches() {
        return sandbox.switches();
    }

    /** Arms a fault rule, written as the control API takes it. */
    public void arm(String faultRule) {
        sandbox.faults().arm(FaultRule.of(faultRule));
    }

    /** Every armed fault is gone. */
    public void disarm() {
        sandbox.faults().disarmAll();
    }

    public void reset() {
        sandbox.reset();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        close(2_000);
    }

    private void close(long patienceMillis) {
        control.close();
        loops.shutdownGracefully(0, patienceMillis, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }
}
