package io.kvitt.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Spring Security as it is, for less: without what nobody looks at, and with the same checks done by cheaper means. */
@Configuration(proxyBeanMethods = false)
class FilterChainCost {

    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7E;

    /** Else each request has an observation begun and ended around each filter, if only to be thrown away. */
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /**
     * It looks at a header each time that somebody reads it, by default with a regular expression. An encoded slash, which
     * order numbers may have, stands as it is in the path that the server has decoded: that it has a percent sign is no
     * longer a sign of something encoded twice, so that is looked for where it can be seen.
     */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall() {
            @Override
            public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
                if (request.getRequestURI().contains("%25")) {
                    throw new RequestRejectedException("an encoded percent sign");
                }
                return super.getFirewalledRequest(request);
            }
        };
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowedHeaderNames(name -> isAllowed(name, false));
        firewall.setAllowedHeaderValues(value -> isAllowed(value, true));
        return firewall;
    }

    /** What {@link StrictHttpFirewall} allows by itself: assigned characters that control nothing. */
    private static boolean isAllowed(String text, boolean tab) {
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            boolean allowed = character >= FIRST_PRINTABLE && character <= LAST_PRINTABLE
                    || tab && character == '\t'
                    || Character.isDefined(character) && !Character.isISOControl(character);
            if (!allowed) {
                return false;
            }
            i += Character.charCount(character);
        }
        return true;
    }
}
