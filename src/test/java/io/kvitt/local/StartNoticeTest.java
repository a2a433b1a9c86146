package io.kvitt.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class StartNoticeTest {

    private final MockEnvironment environment = new MockEnvironment()
            .withProperty("local.server.port", "18080")
            .withProperty("kvitt.files.directory", "./data/erp")
            .withProperty("kvitt.broker.port", "61616")
            .withProperty("spring.artemis.mode", "embedded");

    @Test
    void the_start_ends_with_where_everything_is() {
        assertThat(new StartNotice(environment).lines())
                .contains(
                        "API        http://127.0.0.1:18080/api/v1",
                        "ERP files  ./data/erp/in",
                        "Broker     tcp://127.0.0.1:61616");
    }

    @Test
    void in_the_sandbox_it_says_the_key_and_what_to_try_first() {
        environment
                .withProperty("kvitt.sandbox.enabled", "true")
                .withProperty("kvitt.sandbox.listen-port", "8089")
                .withProperty("kvitt.sandbox.demo-callers", "true");

        assertThat(new StartNotice(environment).lines())
                .contains(
                        "Sandbox    http://127.0.0.1:8089/sandbox/control/orders",
                        "Try first  curl -H 'X-API-Key: demo' http://127.0.0.1:18080/api/v1/orders/100001");
    }

    @Test
    void outside_the_sandbox_it_names_no_key_and_no_address_of_a_brokers() {
        environment
                .withProperty("kvitt.api-keys.erp1.sha256", "c0ffee")
                .withProperty("spring.artemis.mode", "native")
                .withProperty("spring.artemis.broker-url", "tcp://broker.internal:61616?password=hidden");

        assertThat(String.join("\n", new StartNotice(environment).lines()))
                .doesNotContain("c0ffee", "demo", "hidden", "broker.internal")
                .contains("a stand-alone one");
    }
}
