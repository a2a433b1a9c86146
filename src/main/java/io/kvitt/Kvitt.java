package io.kvitt;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts Kvitt. */
@SpringBootApplication
public class Kvitt {

    public static void main(String[] args) {
        SpringApplication.run(Kvitt.class, args);
    }
}
