package io.kvitt.local;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The last lines of a start: where everything is, and in the sandbox what to try first. */
@Component
class StartNotice {

    private static final Logger LOG = LoggerFactory.getLogger(StartNotice.class);

    private final Environment environment;

    StartNotice(Environment environment) {
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void tell() {
        LOG.info(
                "Kvitt is ready{}",
                String.join("", lines().stream().map(line -> "\n  " + line).toList()));
    }

    /** No credentials, but those that everybody knows and that open simulated orders only. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        String api = "http://" + host() + ":" + value("local.server.port", value("server.port", "8080")) + "/api/v1";
        lines.add("API        " + api);
        lines.add("ERP files  " + value("kvitt.files.directory", "") + "/in");
        lines.add("Broker     " + broker());
        lines.add("Health     " + api.replace("/api/v1", "/actuator/health"));
        if (environment.getProperty("kvitt.sandbox.enabled", Boolean.class, false)) {
            lines.add("Sandbox    http://127.0.0.1:" + value("kvitt.sandbox.listen-port", "")
                    + "/sandbox/control/orders");
        }
        if (environment.getProperty("kvitt.sandbox.demo-callers", Boolean.class, false)) {
            lines.add("Key        demo  (user demo, password demo): sandbox only");
            lines.add("Try first  curl -H 'X-API-Key: demo' " + api + "/orders/100001");
        }
        return lines;
    }

    private String host() {
        String address = value("server.address", "127.0.0.1");
        return address.equals("0.0.0.0") ? "127.0.0.1" : address;
    }

    private String broker() {
        String port = value("kvitt.broker.port", "");
        if (!value("spring.artemis.mode", "embedded").equalsIgnoreCase("embedded")) {
            return "a stand-alone one, spring.artemis.broker-url";
        }
        return port.startsWith("-") ? "embedded, closed to other programs" : "tcp://127.0.0.1:" + port;
    }

    private String value(String property, String otherwise) {
        return environment.getProperty(property, otherwise);
    }
}
