package io.kvitt.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvitt.Bound;
import io.kvitt.provider.ProviderAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProviderCallsTest {

    private final ProviderCalls calls =
            new ProviderCalls(Bound.settings(HttpSettings.class, "response-timeout", "100ms"));

    @Test
    void the_answer_is_read_to_its_end() throws IOException {
        InputStream body = new ByteArrayInputStream("{\"a\":1}".getBytes(StandardCharsets.UTF_8));

        assertThat(answer(answered(200, body), true).body()).asString().isEqualTo("{\"a\":1}");
    }

    @Test
    void a_body_that_drips_for_ever_is_a_lost_answer() {
        InputStream dripping = new InputStream() {
            @Override
            public int read() {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
                return ' ';
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                bytes[from] = (byte) read();
                return 1;
            }
        };

        assertThatThrownBy(() -> calls.answer(answered(200, dripping), true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("took longer");
    }

    @Test
    void a_body_without_an_end_is_a_lost_answer() {
        assertThatThrownBy(() -> new ProviderCalls(Bound.settings(HttpSettings.class, "response-timeout", "1m"))
                        .answer(answered(200, endless()), true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("larger than");
    }

    @Test
    void an_outage_is_tried_twice_more_in_the_same_pass_when_a_repeat_is_harmless() throws IOException {
        Exchange repeatable = answered(503, null);
        assertThatThrownBy(() -> calls.answer(repeatable, true)).isInstanceOf(TryAgain.class);
        assertThatThrownBy(() -> calls.answer(repeatable, true)).isInstanceOf(TryAgain.class);

        assertThat(answer(repeatable, true).status()).isEqualTo(503);
        assertThat(answer(answered(503, null), false).status()).isEqualTo(503);
    }

    private ProviderAnswer answer(Exchange exchange, boolean repeatable) throws IOException {
        calls.answer(exchange, repeatable);
        return exchange.getMessage().getBody(ProviderAnswer.class);
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
    }

    private static Exchange answered(int status, @Nullable InputStream body) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        exchange.getMessage().setBody(body);
        return exchange;
    }
}
