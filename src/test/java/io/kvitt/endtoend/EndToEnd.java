package io.kvitt.endtoend;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.kvitt.Kvitt;
import io.kvitt.sandbox.SandboxServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs the whole application once for all tests: embedded PostgreSQL and Artemis, and the provider simulators over HTTP
 * as if they were the real hosts.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@CamelSpringBootTest
@SpringBootTest(
        classes = Kvitt.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "kvitt.sandbox.enabled=false")
@ContextConfiguration(initializers = EndToEnd.Settings.class)
@interface EndToEnd {

    /** The providers; shared, so every test makes orders of its own. */
    SandboxServer SANDBOX = SandboxServer.start(0);

    /** Between Kvitt and Kustom: passes everything on, unless a test has something else answered. */
    Tampering TAMPERING = Tampering.start(SANDBOX.address());

    /** Whose tokens open Kvitt's API. */
    IdentityProvider IDENTITY_PROVIDER = new IdentityProvider();

    /** The merchants' systems that listen for webhooks. */
    Receiver RECEIVER = Receiver.start();

    /** The merchants' mail server. */
    GreenMail MAIL = Settings.mailServer();

    /** Where this run keeps its data. */
    Path DATA = Settings.temporaryDirectory();

    /** Waits are short, so that a retry is seen within a test. */
    final class Settings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(
                            "kvitt.data=" + DATA,
                            "kvitt.broker.port=-1",
                            "kvitt.retry.schedule=200ms,200ms,200ms,200ms,500ms,500ms",
                            "kvitt.retry.schedules.payment-pending=200ms,200ms,200ms,200ms,500ms,500ms",
                            "kvitt.retry.schedules.reading-contradicts=100ms,200ms,200ms",
                            "kvitt.retry.schedules.not-shown=100ms,200ms,200ms",
                            "kvitt.http.response-timeout=1s",
                            "kvitt.breaker.pause=300ms",
                            "kvitt.breaker.longest-pause=1s",
                            "kvitt.klarna.settling-time=3s",
                            "kvitt.svea.settling-time=3s",
                            "kvitt.references.wait=5s",
                            "kvitt.references.attention-after=300ms",
                            "kvitt.references.sweep=200ms",
                            "kvitt.files.poll=100ms",
                            "kvitt.files.settle=200ms",
                            "kvitt.files.watch=500ms",
                            "kvitt.files.overdue=2s",
                            "kvitt.files.receipts-period=200ms",
                            "kvitt.execution.lease=3s",
                            "kvitt.notification.error-status=payment-error",
                            "kvitt.notification.accounts.kustom.error-status=29",
                            "kvitt.api-keys.tests.sha256=" + sha256(Api.ALL_POWERFUL_KEY),
                            "kvitt.api-keys.tests.permissions=payments.read,payments.act,settings.read,settings.write,operations,metrics.read",
                            "kvitt.api-keys.tests.accounts=*",
                            "kvitt.security.denied-period=200ms",
                            "kvitt.security.attempts=1000",
                            "kvitt.metrics.period=200ms",
                            "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + IDENTITY_PROVIDER.keysAddress(),
                            "spring.security.oauth2.resourceserver.jwt.issuer-uri=" + IdentityProvider.ISSUER,
                            "spring.security.oauth2.resourceserver.jwt.audiences=" + IdentityProvider.AUDIENCE,
                            "kvitt.notification.webhook.url=" + RECEIVER.address(),
                            "kvitt.notification.webhook.secrets=" + Receiver.OLD_SECRET + "," + Receiver.SECRET,
                            "kvitt.notification.schedule=200ms,200ms,200ms,200ms,500ms,500ms",
                            "kvitt.notification.timeout=1s",
                            "kvitt.notification.accounts.kustom.failure-email=merchant@shop.test",
                            "kvitt.notification.mail-from=kvitt@shop.test",
                            "kvitt.notification.mail-interval=1s",
                            "spring.mail.host=127.0.0.1",
                            "spring.mail.port=" + MAIL.getSmtp().getPort(),
                            "kvitt.accounts.klarna.provider=klarna",
                            "kvitt.accounts.klarna.base-url=" + SANDBOX.address() + "/klarna",
                            "kvitt.accounts.klarna.username=sandbox-klarna",
                            "kvitt.accounts.klarna.password=sandbox-secret",
                            "kvitt.accounts.kustom.provider=kustom",
                            "kvitt.accounts.kustom.base-url=" + TAMPERING.address() + "/kustom",
                            "kvitt.accounts.kustom.api-key=kco_test_api_sandbox",
                            "kvitt.accounts.svea.provider=svea",
                            "kvitt.accounts.svea.base-url=" + SANDBOX.address() + "/svea",
                            "kvitt.accounts.svea.merchant-id=100001",
                            "kvitt.accounts.svea.secret=sandbox-secret")
                    .applyTo(context);
        }

        static String sha256(String text) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
        }

        static GreenMail mailServer() {
            GreenMail mail = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
            mail.start();
            return mail;
        }

        static Path temporaryDirectory() {
            try {
                return Files.createTempDirectory("kvitt-end-to-end");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
