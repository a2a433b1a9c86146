package io.kvitt.proof;

import io.kvitt.Kvitt;
import io.kvitt.command.Acceptance;
import io.kvitt.command.Inbox;
import io.kvitt.command.Origin;
import io.kvitt.command.Submission;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The real application, except that it dies at one step of one route: {@code -Dcrash=before:klarna-http:3} halts the
 * JVM when that step is about to run for the third time, {@code after:…} when it has just run. The step
 * {@code file-batch} is the commit of one full batch of a file's records. Halting runs no hook and flushes nothing, as
 * {@code kill -9} would.
 */
@TestConfiguration(proxyBeanMethods = false)
public class CrashingKvitt {

    /** How a death at the step that was named shows. */
    static final int EXIT = 42;

    /** Small, so that a file of some records has a middle. */
    static final int FILE_BATCH = 4;

    private static final String FILE_STEP = "file-batch";

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(Kvitt.class, CrashingKvitt.class);
        application.run(args);
    }

    @Bean
    static Halt halt() {
        String[] words = System.getProperty("crash", "").split(":");
        return words.length == 3
                ? new Halt(words[0].equals("before"), words[1], new AtomicInteger(Integer.parseInt(words[2])))
                : new Halt(false, "", new AtomicInteger());
    }

    @Bean
    static BeanPostProcessor crashingInbox() {
        Halt halt = halt();
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof Inbox inbox && halt.step().equals(FILE_STEP)
                        ? (Inbox) submissions -> accept(inbox, submissions, halt)
                        : bean;
            }
        };
    }

    private static List<Acceptance> accept(Inbox inbox, List<Submission> submissions, Halt halt) {
        List<Acceptance> accepted = inbox.accept(submissions);
        if (submissions.size() == FILE_BATCH
                && submissions.get(0).origin().channel() == Origin.Channel.FILE
                && accepted.contains(Acceptance.ACCEPTED)) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    halt.count();
                }
            });
        }
        return accepted;
    }

    record Halt(boolean before, String step, AtomicInteger left) implements InterceptStrategy {

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
