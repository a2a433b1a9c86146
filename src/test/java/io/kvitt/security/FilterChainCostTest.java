package io.kvitt.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

class FilterChainCostTest {

    private final HttpFirewall springs = new StrictHttpFirewall();
    private final HttpFirewall ours = new FilterChainCost().firewall();

    @Test
    void headers_may_have_exactly_the_characters_that_springs_own_firewall_allows() {
        int[] different = IntStream.concat(IntStream.rangeClosed(0, 0xFFFF), IntStream.rangeClosed(0x1F000, 0x1FFFF))
                .filter(character -> {
                    String text = "a" + Character.toString(character) + "b";
                    return allows(ours, "name", text) != allows(springs, "name", text)
                            || allows(ours, text, "value") != allows(springs, text, "value");
                })
                .toArray();

        assertThat(different).isEmpty();
        assertThat(allows(ours, "name", "a\nb")).isFalse();
        assertThat(allows(ours, "na\tme", "value")).isFalse();
        assertThat(allows(ours, "name", "a\tb å 漢")).isTrue();
        assertThat(allows(ours, "name", "half a pair \uD800")).isEqualTo(allows(springs, "name", "half a pair \uD800"));
    }

    private static boolean allows(HttpFirewall firewall, String name, String value) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
        request.addHeader(name, value);
        try {
            firewall.getFirewalledRequest(request).getHeader(name);
            return true;
        } catch (RequestRejectedException e) {
            return false;
        }
    }
}
