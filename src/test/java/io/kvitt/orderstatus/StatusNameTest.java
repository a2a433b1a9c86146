package io.kvitt.orderstatus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusNameTest {

    @ParameterizedTest
    @CsvSource({
        "'  Levererad ', levererad",
        "\u00a0Levererad\u2003, LEVERERAD",
        "\u00c4ndrad, A\u0308NDRAD",
        "Stra\u00dfe, STRASSE",
        "\ufb01nished, FINISHED",
        "\uff14\uff10, 40",
        "\u039f\u0394\u039f\u03a3, \u03bf\u03b4\u03bf\u03c2"
    })
    void spellings_of_one_status_are_the_same(String one, String other) {
        assertThat(StatusName.key(one)).isEqualTo(StatusName.key(other));
    }

    @ParameterizedTest
    @CsvSource({"40, 4", "010, 10", "Levererad, Levererat", "Andrad, \u00c4ndrad", "'Del levererad', Dellevererad"})
    void other_statuses_stay_other_statuses(String one, String other) {
        assertThat(StatusName.key(one)).isNotEqualTo(StatusName.key(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Klar  att skicka",
                "Klar\u00a0att\u2009skicka",
                "Klar\tatt skicka",
                "Kl\u200bar att skicka",
                "Klar \u200b att skicka\ufeff",
                "Kl\u00adar att ski\u2060cka",
                "Klar\u2800att\u3000skicka",
                "Klar\ufe0f att skicka",
                "\u200eKlar att skicka"
            })
    void what_looks_alike_is_one(String alike) {
        assertThat(StatusName.key(alike)).isEqualTo(StatusName.key("Klar att skicka"));
    }

    @Test
    void a_blank_that_can_be_seen_tells_statuses_apart_and_nothing_but_what_cannot_is_none() {
        assertThat(StatusName.key("Ej klar")).isNotEqualTo(StatusName.key("Ejklar"));
        assertThat(StatusName.key(" \u200b\u3164\u2800 ")).isEmpty();
    }
}
