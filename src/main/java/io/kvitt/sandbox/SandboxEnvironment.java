package io.kvitt.sandbox;

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

    private static void accounts(Map<String, Object> defaults, String base) {
        klarna(defaults, "klarna", base, DemoCredentials.KLARNA_USERNAME);
        klarna(defaults, "kustom", base, DemoCredentials.KUSTOM_USERNAME);
        String svea = "kvitt.accounts.sandbox-svea.";
        defaults.put(svea + "provider", "svea");
        defaults.put(svea + "base-url", base + "svea");
        defaults.put(svea + "merchant-id", DemoCredentials.SVEA_MERCHANT_ID);
        defaults.put(svea + "secret", DemoCredentials.SECRET);
    }

    /** Everybody knows them, so they exist only where simulated orders are all there is, and on loopback. */
    private static void callers(Map<String, Object> defaults) {
        defaults.put("kvitt.api-keys.demo.sha256", DemoCredentials.API_KEY_SHA256);
        defaults.put("kvitt.users.demo.password", DemoCredentials.USER_PASSWORD);
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

    private static void klarna(Map<String, Object> defaults, String provider, String base, String username) {
        String account = "kvitt.accounts.sandbox-" + provider + ".";
        defaults.put(account + "provider", provider);
        defaults.put(account + "base-url", base + provider);
        defaults.put(account + "username", username);
        defaults.put(account + "password", DemoCredentials.SECRET);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
