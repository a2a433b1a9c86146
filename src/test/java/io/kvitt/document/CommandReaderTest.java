package io.kvitt.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kvitt.api.RestCommands;
import io.kvitt.command.CommandRejected;
import io.kvitt.command.PaymentCommand;
import io.kvitt.payment.Action;
import io.kvitt.provider.Account;
import io.kvitt.provider.Accounts;
import io.kvitt.provider.svea.SveaAccounts;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandReaderTest {

    private static final String UPDATE = """
            {"commandId":"erp1-000123","action":"update","orderNumber":"100045","account":"shop-se",
             "providerOrderId":"77","amount":79800,"currency":"SEK","reason":"r","requestedBy":"erp",
             "lines":[{"reference":"KAFFE-500","name":"Kaffe 500 g","quantity":2,"unitPrice":39900,"taxRate":1200,
                       "totalAmount":79800}]}
            """;

    private final CommandReader reader = new CommandReader(new Accounts(
            Map.of("shop-se", new Account("shop-se", SveaAccounts.SVEA, URI.create("https://svea.test"), "u", "s"))));

    @Test
    void a_full_command_is_read_as_it_stands() {
        PaymentCommand command = read(UPDATE, null);

        assertThat(command.commandId()).isEqualTo("erp1-000123");
        assertThat(command.action()).isEqualTo(Action.UPDATE);
        assertThat(command.amount()).isEqualTo(79_800);
        assertThat(command.lines()).hasSize(1).first().satisfies(line -> {
            assertThat(line.quantity()).isEqualByComparingTo(BigDecimal.valueOf(2));
            assertThat(line.totalAmount()).isEqualTo(79_800);
        });
    }

    @Test
    void the_id_may_come_beside_the_body_and_is_made_when_there_is_none() {
        String body = "{\"action\":\"annul\",\"orderNumber\":\"1\"}";

        assertThat(read(body, "k-1").commandId()).isEqualTo("k-1");
        assertThat(read(body, null).commandId())
                .hasSize(36)
                .isNotEqualTo(read(body, null).commandId());
    }

    @Test
    void two_ids_that_differ_are_refused() {
        assertThat(fields(UPDATE, "other")).containsExactly("Idempotency-Key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "1",
                "\"x\"",
                "{",
                "{}}",
                "{\"action\":\"annul\"} {}",
                "{'action':'annul'}",
                "{\"action\":\"annul\",\"action\":\"credit\",\"orderNumber\":\"1\"}",
                "{\"a\":NaN}",
                "{\"orderNumber\":\"\\ud800\"}",
                "\u0000"
            })
    void what_is_not_one_json_object_is_malformed(String body) {
        CommandRejected rejected = reject(body.getBytes(StandardCharsets.UTF_8));

        assertThat(rejected.violations().get(0).code().wireName()).isEqualTo("malformed");
        assertThat(rejected.violations().get(0).field()).isEqualTo("body");
    }

    @Test
    void what_is_not_utf_8_is_malformed_and_never_mended() {
        assertThat(reject("{\"action\":\"annul\",\"orderNumber\":\"å\"}".getBytes(StandardCharsets.ISO_8859_1))
                        .violations())
                .extracting(violation -> violation.code().wireName())
                .containsExactly("malformed");
        assertThat(reject("{\"action\":\"annul\",\"orderNumber\":\"1\"}".getBytes(StandardCharsets.UTF_16))
                        .violations())
                .extracting(violation -> violation.code().wireName())
                .containsExactly("malformed");
    }

    @Test
    void a_deep_body_is_malformed() {
        assertThat(reject(("{\"lines\":" + "[".repeat(10_000)).getBytes(StandardCharsets.UTF_8))
                        .violations())
                .extracting(violation -> violation.code().wireName())
                .containsExactly("malformed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "amont          | {'action':'annul','orderNumber':'1','amont':5}",
                "action         | {'orderNumber':'1'}",
                "action         | {'action':'Activate','orderNumber':'1'}",
                "action         | {'action':'refund','orderNumber':'1'}",
                "action         | {'action':7,'orderNumber':'1'}",
                "orderNumber    | {'action':'annul','orderNumber':1}",
                "orderNumber    | {'action':'annul','orderNumber':''}",
                "orderNumber    | {'action':'annul'}",
                "orderNumber    | {'action':'annul','orderNumber':null}",
                "amount         | {'action':'activate','orderNumber':'1','amount':null,'currency':'SEK'}",
                "account        | {'action':'annul','account':'nobody','providerOrderId':'7'}",
                "providerOrderId| {'action':'annul','account':'shop-se'}",
                "amount         | {'action':'activate','orderNumber':'1','amount':'100','currency':'SEK'}",
                "amount         | {'action':'activate','orderNumber':'1','amount':100.0,'currency':'SEK'}",
                "amount         | {'action':'activate','orderNumber':'1','amount':1e3,'currency':'SEK'}",
                "amount         | {'action':'activate','orderNumber':'1','amount':-5,'currency':'SEK'}",
                "amount         | {'action':'activate','orderNumber':'1','amount':0,'currency':'SEK'}",
                "amount         | {'action':'activate','orderNumber':'1','amount':9223372036854775808,'currency':'SEK'}",
                "amount         | {'action':'activate','orderNumber':'1','amount':true,'currency':'SEK'}",
                "currency       | {'action':'activate','orderNumber':'1','amount':100}",
                "currency       | {'action':'activate','orderNumber':'1','amount':100,'currency':'kr'}",
                "lines          | {'action':'update','orderNumber':'1','amount':100,'currency':'SEK','lines':[]}",
                "lines          | {'action':'update','orderNumber':'1','amount':100,'currency':'SEK','lines':{}}",
                "lines[0]       | {'action':'update','orderNumber':'1','amount':100,'currency':'SEK','lines':[1]}",
            })
    void a_wrong_field_is_named(String field, String body) {
        assertThat(fields(body.replace('\'', '"'), null)).containsExactly(field);
    }

    @ParameterizedTest
    @CsvSource({
        "quantity,\"2\"", "quantity,1e99", "quantity,-1", "quantity,null", "unitPrice,1.5", "unitPrice,null",
        "taxRate,10001", "taxRate,99999999999", "totalAmount,null", "name,null", "name,5", "colour,\"red\""
    })
    void a_wrong_field_of_a_line_is_named_with_its_place(String field, String value) {
        String body = UPDATE.replaceAll(
                "\"" + field + "\":(\"[^\"]*\"|\\d+)(?=[,}\\s]*[^\\[]*}\\])", "\"" + field + "\":" + value);
        if (body.equals(UPDATE)) {
            body = UPDATE.replace("{\"reference\"", "{\"" + field + "\":" + value + ",\"reference\"");
        }

        assertThat(fields(body, null)).containsExactly("lines[0]." + field);
    }

    @Test
    void every_wrong_field_is_named_at_once() {
        assertThat(fields("{\"action\":\"x\",\"amount\":\"1\",\"foo\":1}", null))
                .containsExactlyInAnyOrder("action", "amount", "foo");
    }

    @Test
    void a_refusal_names_no_value_that_was_sent() {
        assertThat(reject("{\"action\":\"annul\",\"orderNumber\":\"1\",\"requestedBy\":\"19121212-1212\\u0007\"}"
                                .getBytes(StandardCharsets.UTF_8))
                        .violations()
                        .toString())
                .doesNotContain("19121212");
    }

    @Test
    void no_garbage_is_accepted_or_breaks_the_reader() {
        Random random = new Random(20261124);
        byte[] good = UPDATE.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 5_000; i++) {
            byte[] bad = good.clone();
            for (int change = 0; change <= i % 4; change++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(reader.read(bad, null, null)).isNotNull();
            } catch (CommandRejected e) {
                assertThat(e.violations()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=10|10",
                "respond-async, wait=5|5",
                "wait=\"7\"|7",
                "wait=0|0",
                "wait=31|30",
                "wait=-1|0",
                "await=9|0",
                "wait=ten|0",
                "return=minimal|0"
            })
    void a_preference_to_wait_is_understood_and_bounded(String prefer, int seconds) {
        assertThat(RestCommands.preferredWait(prefer)).isEqualTo(Duration.ofSeconds(seconds));
    }

    private List<String> fields(String body, @Nullable String outerId) {
        CommandRejected rejected = catchThrowableOfType(CommandRejected.class, () -> read(body, outerId));
        assertThat(rejected).as("the rejection of %s", body).isNotNull();
        return rejected.violations().stream()
                .map(violation -> violation.field())
                .toList();
    }

    private CommandRejected reject(byte[] body) {
        CommandRejected rejected = catchThrowableOfType(CommandRejected.class, () -> reader.read(body, null, null));
        assertThat(rejected).isNotNull();
        return rejected;
    }

    private PaymentCommand read(String body, @Nullable String outerId) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8), outerId, "Idempotency-Key");
    }
}
