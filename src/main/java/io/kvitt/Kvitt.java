package io.kvitt;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts Kvitt. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Kvitt {

    public static void main(String[] args) {
        SpringApplication.run(Kvitt.class, args);
    }
}
