package io.kvitt.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProviderCallMeterTest {

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of(201, null, "2xx"),
                Arguments.of(429, null, "429"),
                Arguments.of(503, new TryAgain(503), "5xx"),
                Arguments.of(200, new IOException("cut off"), "broken"),
                Arguments.of(null, new SocketTimeoutException("slow"), "timeout"),
                Arguments.of(null, new UnknownHostException("nowhere"), "unreachable"),
                Arguments.of(null, new IOException("reset"), "broken"));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void a_call_ends_with_a_status_or_without_an_answer(
            @Nullable Integer status, @Nullable Exception failure, String outcome) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        exchange.setException(failure);

        assertThat(ProviderCallMeter.outcome(exchange)).isEqualTo(outcome);
    }
}
