package io.kvitt.orderstatus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
