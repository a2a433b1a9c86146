package io.kvitt.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.kvitt.Bound;
import io.kvitt.TestDatabase;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.words.LanguageSettings;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionTemplate;

/** Collecting and sending against a real PostgreSQL and a real mail server. */
class FailureMailsTest {

    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private final DataSource database = TestDatabase.dataSource();
    private final JdbcTemplate jdbc = new JdbcTemplate(database);
    private final TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    private final GreenMail server = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
    private Instant now = START;
    private FailureMails mails;

    @BeforeEach
    void open() {
        jdbc.execute("truncate failure_mail, failure_mail_recipient restart identity");
        server.start();
        mails = mails(server.getSmtp().getPort());
    }

    @AfterEach
    void close() {
        server.stop();
    }

    @Test
    void the_first_failure_is_written_about_at_once_and_what_follows_in_one_mail_after_the_interval()
            throws MessagingException {
        fail("first");
        mails.send();
        assertThat(received()).hasSize(1);
        assertThat(received()[0].getSubject()).isEqualTo("Kvitt: activate failed for order 1");
        assertThat(received()[0].getAllRecipients())
                .extracting(Object::toString)
                .containsExactly("shop@shop.test");
        assertThat(received()[0].getFrom()).extracting(Object::toString).containsExactly("kvitt@shop.test");

        fail("second");
        fail("third");
        now = START.plus(Duration.ofMinutes(14));
        mails.send();
        assertThat(received()).hasSize(1);

        now = START.plus(Duration.ofMinutes(15));
        mails.send();
        mails.send();
        assertThat(received()).hasSize(2);
        assertThat(GreenMailUtil.getBody(received()[1]))
                .contains("second", "third")
                .doesNotContain("first");
    }

    @Test
    void a_storm_is_one_mail_of_a_hundred_lines() throws MessagingException {
        IntStream.range(0, 250).forEach(i -> fail("storm-" + i + "."));
        mails.send();

        assertThat(received()).hasSize(1);
        assertThat(received()[0].getSubject()).isEqualTo("Kvitt: 250 actions failed");
        assertThat(bodies()).contains("storm-0.", "storm-99.", "150 more").doesNotContain("storm-100.");
    }

    @Test
    void while_one_instance_sends_another_neither_waits_for_it_nor_writes_to_the_same_recipient() throws Exception {
        CountDownLatch sending = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        FailureMails slow = mails(
                new JavaMailSenderImpl() {
                    @Override
                    public void send(MimeMessage message) {
                        sending.countDown();
                        uninterruptibly(answer);
                        super.send(message);
                    }
                },
                server.getSmtp().getPort(),
                settings(),
                "kvitt@shop.test");
        fail("first");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> one = threads.submit(slow::send);
            assertThat(sending.await(10, TimeUnit.SECONDS)).isTrue();
            fail("second");
            threads.submit(mails::send).get(10, TimeUnit.SECONDS);
            assertThat(received()).isEmpty();

            answer.countDown();
            one.get(10, TimeUnit.SECONDS);
        } finally {
            answer.countDown();
            threads.shutdown();
        }
        mails.send();
        assertThat(received()).hasSize(1);
        assertThat(bodies()).contains("first").doesNotContain("second");
    }

    @Test
    void what_the_server_does_not_take_is_sent_a_minute_later() throws IOException {
        fail("late");
        try (ServerSocket silent = new ServerSocket(0)) {
            int port = silent.getLocalPort();
            silent.close();
            mails(port).send();
        }

        mails.send();
        assertThat(received()).isEmpty();
        now = START.plus(Duration.ofMinutes(1));
        mails.send();
        assertThat(bodies()).contains("late");
    }

    @Test
    void successes_and_accounts_without_an_address_are_not_written_about() {
        mails.take(ended("fine", "shop", false));
        mails.take(ended("silent", "silent", true));
        mails.send();

        assertThat(received()).isEmpty();
    }

    @Test
    void an_address_that_is_none_breaks_nothing() {
        mails(server.getSmtp().getPort(), new FailureSettings() {
                    @Override
                    public Optional<String> errorStatus(String commandId, String account, Action action) {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<String> email(String commandId, String account, Action action) {
                        return Optional.of("a@b.test\r\nBcc: c@d.test");
                    }
                })
                .take(ended("forged", "shop", true));
        mails.send();

        assertThat(received()).isEmpty();
    }

    @Test
    void a_server_without_a_senders_address_is_refused_with_the_propertys_name() {
        assertThatThrownBy(() -> mails(1, settings(), null)).hasMessageStartingWith("kvitt.notification.mail-from:");
    }

    private void fail(String commandId) {
        mails.take(ended(commandId, "shop", true));
    }

    private static Ended ended(String commandId, String account, boolean failed) {
        return new Ended(
                commandId,
                START,
                account,
                "1",
                "p-1",
                Action.ACTIVATE,
                Code.RETRIES_EXHAUSTED,
                failed,
                "payment-error");
    }

    private MimeMessage[] received() {
        return server.getReceivedMessages();
    }

    private String bodies() {
        return Stream.of(received()).map(GreenMailUtil::getBody).collect(Collectors.joining());
    }

    private static FailureSettings settings() {
        return Bound.settings(
                NotificationSettings.class, "failure-email", "shop@shop.test", "accounts.silent.failure-email", "");
    }

    private FailureMails mails(int port) {
        return mails(port, settings());
    }

    private FailureMails mails(int port, FailureSettings recipients) {
        return mails(port, recipients, "kvitt@shop.test");
    }

    private FailureMails mails(int port, FailureSettings recipients, String from) {
        return mails(new JavaMailSenderImpl(), port, recipients, from);
    }

    private FailureMails mails(JavaMailSenderImpl sender, int port, FailureSettings recipients, String from) {
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
        return new FailureMails(
                new MailOutbox(jdbc),
                recipients,
                from == null
                        ? Bound.settings(NotificationSettings.class)
                        : Bound.settings(NotificationSettings.class, "mail-from", from),
                Bound.settings(LanguageSettings.class, "language", "en"),
                new StaticListableBeanFactory(Map.of("sender", sender)).getBeanProvider(JavaMailSender.class),
                transaction,
                clock);
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
