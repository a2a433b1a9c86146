package io.kvitt;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts Kvitt. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Kvitt {

    public static void main(String[] args) {
        SpringApplication.run(Kvitt.class, args);
    }

    /** The only clock: tests move it. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
