package io.kvitt.sandbox;

import io.kvitt.sandbox.simulation.SimulatedProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Without any configured account, the sandbox starts and its accounts take their place. Everything set here gives way
 * to any other source; {@code kvitt.sandbox.enabled=false} leaves the application without accounts.
 */
class SandboxEnvironment implements EnvironmentPostProcessor {

    static final String ENABLED = "kvitt.sandbox.enabled";
    static final String PORT = "kvitt.sandbox.port";

    /** Where the server listens: the port, or a free one when 0 is asked for. */
    static final String LISTEN_PORT = "kvitt.sandbox.listen-port";

    /** The key and the user of the application's own API while the simulated accounts are the only ones. */
    private static final String API_KEY_SHA256 = "2a97516c354b68848cdbd8f54a226a0a55b21ed138e207ad6c5cbb9c00aa5aea";

    private static final String USER_PASSWORD = "{bcrypt}$2a$10$jKiwc6N.wUe8F6XZhMz0EuiTRPnebATV9jbhibkZrGe.Bvg2t7mYG";

    private final List<SimulatedProvider> providers;

    SandboxEnvironment() {
        this(Sandbox.PROVIDERS);
    }

    SandboxEnvironment(List<SimulatedProvider> providers) {
        this.providers = providers;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Binder binder = Binder.get(environment);
        boolean configured = binder.bind("kvitt.accounts", Bindable.mapOf(String.class, Object.class))
                .map(accounts -> !accounts.isEmpty())
                .orElse(false);
        boolean enabled = binder.bind(ENABLED, Boolean.class).orElse(!configured);
        if (!enabled) {
            return;
        }
        int wanted = binder.bind(PORT, Integer.class).orElse(SandboxServer.DEFAULT_PORT);
        int port = wanted == 0 ? freePort() : wanted;
        Map<String, Object> defaults = new LinkedHashMap<>();
        defaults.put(ENABLED, "true");
        defaults.put(LISTEN_PORT, port);
        if (!configured) {
            accounts(defaults, "http://127.0.0.1:" + port + "/sandbox/");
            if (listensOnLoopback(environment)) {
                callers(defaults);
            }
        }
        environment.getPropertySources().addLast(new MapPropertySource("kvitt-sandbox", defaults));
    }

    private void accounts(Map<String, Object> defaults, String base) {
        for (SimulatedProvider provider : providers) {
            String account = "kvitt.accounts." + account(provider) + ".";
            defaults.put(account + "provider", provider.provider());
            defaults.put(account + "base-url", base + provider.provider());
            provider.account().forEach((setting, value) -> defaults.put(account + setting, value));
        }
    }

    /** What the account is called that leads to a simulated provider. */
    static String account(SimulatedProvider provider) {
        return "sandbox-" + provider.provider();
    }

    /** Everybody knows them, so they exist only where simulated orders are all there is, and on loopback. */
    private static void callers(Map<String, Object> defaults) {
        defaults.put("kvitt.api-keys.demo.sha256", API_KEY_SHA256);
        defaults.put("kvitt.users.demo.password", USER_PASSWORD);
        defaults.put("kvitt.sandbox.demo-callers", "true");
        for (String caller : List.of("kvitt.api-keys.demo.", "kvitt.users.demo.")) {
            defaults.put(
                    caller + "permissions",
                    "payments.read,payments.act,settings.read,settings.write,operations,metrics.read");
            defaults.put(caller + "accounts", "*");
        }
    }

    private static boolean listensOnLoopback(ConfigurableEnvironment environment) {
        return Binder.get(environment)
                .bind("server.address", InetAddress.class)
                .map(InetAddress::isLoopbackAddress)
                .orElse(false);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
