package io.kvitt.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

class LocalDefaultsTest {

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void without_any_setting_database_and_broker_are_embedded() {
        assertThat(settled("kvitt.embedded-database")).isEqualTo("true");
        assertThat(settled("spring.artemis.mode")).isEqualTo("embedded");
        assertThat(settled("spring.artemis.embedded.enabled")).isEqualTo("true");
    }

    @Test
    void a_broker_of_its_own_leaves_no_embedded_one_to_start_beside_it() {
        environment.setProperty("spring.artemis.broker-url", "tcp://broker:61616");

        assertThat(settled("spring.artemis.mode")).isEqualTo("native");
        assertThat(settled("spring.artemis.embedded.enabled")).isEqualTo("false");
    }

    @Test
    void what_somebody_sets_stays() {
        environment.setProperty("spring.artemis.mode", "native");
        environment.setProperty("spring.artemis.embedded.enabled", "true");

        assertThat(settled("spring.artemis.mode")).isEqualTo("native");
        assertThat(settled("spring.artemis.embedded.enabled")).isEqualTo("true");
    }

    @Test
    void without_a_database_of_its_own_what_tomcat_writes_lies_with_the_data() {
        assertThat(settled("server.tomcat.basedir")).isEqualTo("./data/tomcat");
    }

    @Test
    void with_a_database_of_its_own_it_may_share_its_data_and_tomcat_writes_elsewhere() {
        environment.setProperty("spring.datasource.url", "jdbc:postgresql://database/kvitt");

        assertThat(settled("server.tomcat.basedir")).isNull();
    }

    private String settled(String name) {
        new LocalDefaults().postProcessEnvironment(environment, new SpringApplication());
        return environment.getProperty(name);
    }
}
