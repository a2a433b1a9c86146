package io.kvitt.proof;

import io.kvitt.Kvitt;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * The real application, except that it dies at one step of one route: {@code -Dcrash=before:klarna-http:3} halts the
 * JVM when that step is about to run for the third time, {@code after:…} when it has just run. Halting runs no hook and
 * flushes nothing, as {@code kill -9} would.
 */
@TestConfiguration(proxyBeanMethods = false)
public class CrashingKvitt {

    /** How a death at the step that was named shows. */
    static final int EXIT = 42;

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(Kvitt.class, CrashingKvitt.class);
        application.run(args);
    }

    @Bean
    InterceptStrategy crash() {
        String crash = System.getProperty("crash", "");
        String[] words = crash.split(":");
        if (words.length != 3) {
            return (context, definition, target, next) -> target;
        }
        return new Halt(words[0].equals("before"), words[1], new AtomicInteger(Integer.parseInt(words[2])));
    }

    private record Halt(boolean before, String step, AtomicInteger left) implements InterceptStrategy {

        @Override
        public Processor wrapProcessorInInterceptors(
                CamelContext context, NamedNode definition, Processor target, Processor next) {
            if (!step.equals(definition.getId())) {
                return target;
            }
            return new DelegateAsyncProcessor(exchange -> {
                if (before) {
                    count();
                }
                target.process(exchange);
                if (!before) {
                    count();
                }
            });
        }

        private void count() {
            if (left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(EXIT);
            }
        }
    }
}
