package io.kvitt.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.CompositeSessionAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** The filter chain in front of everything that Kvitt answers over HTTP. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    @Bean
    SecurityFilterChain callers(
            HttpSecurity http,
            KeyRing keys,
            Logins logins,
            AttemptLimits limits,
            Refusals refusals,
            SecuritySettings settings,
            ObjectProvider<JwtDecoder> tokens,
            Environment environment) {
        var contexts = new HttpSessionSecurityContextRepository();
        var csrfTokens = new HttpSessionCsrfTokenRepository();
        var sessions = new CompositeSessionAuthenticationStrategy(
                List.of(new ChangeSessionIdAuthenticationStrategy(), new CsrfAuthenticationStrategy(csrfTokens)));
        http.authorizeHttpRequests(calls -> {
                    calls.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                            .permitAll();
                    calls.requestMatchers(HttpMethod.GET, "/actuator/health/**").permitAll();
                    calls.requestMatchers(SessionView.VIEW).authenticated();
                    ApiRules.ALL.forEach(rule -> {
                        var call = calls.requestMatchers(rule.matcher());
                        Permission needed = rule.permission();
                        if (needed == null) {
                            call.authenticated();
                        } else {
                            call.hasAuthority(needed.wireName());
                        }
                    });
                    calls.anyRequest().denyAll();
                })
                .addFilterBefore(new ApiKeyFilter(keys, refusals), LogoutFilter.class)
                .addFilterAfter(new LoginFilter(logins, limits, refusals, sessions, contexts), LogoutFilter.class)
                .addFilterBefore(new CurrentUserFilter(logins), AuthorizationFilter.class)
                .addFilterAfter(new SessionView(), AuthorizationFilter.class)
                .securityContext(context -> context.securityContextRepository(contexts))
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens)
                        .requireCsrfProtectionMatcher(SecurityConfiguration::reliesOnCookie))
                .logout(logout -> logout.logoutRequestMatcher(
                                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.DELETE, SessionView.PATH))
                        .logoutSuccessHandler(new HttpStatusReturningLogoutSuccessHandler(HttpStatus.NO_CONTENT)))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'"))
                        .referrerPolicy(policy -> {}))
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable);
        JwtDecoder decoder = tokens.getIfAvailable();
        if (decoder != null) {
            requireAudience(environment);
            http.oauth2ResourceServer(server -> server.authenticationEntryPoint(refusals)
                    .accessDeniedHandler(refusals)
                    .jwt(jwt -> jwt.decoder(decoder).jwtAuthenticationConverter(new TokenCallers(settings.jwt()))));
        }
        return http.build();
    }

    /** Without one, a token that was made for any other system of the organisation would open this one. */
    static void requireAudience(Environment environment) {
        String audiences = "spring.security.oauth2.resourceserver.jwt.audiences";
        if (Binder.get(environment)
                .bind(audiences, Bindable.listOf(String.class))
                .orElse(List.of())
                .isEmpty()) {
            throw new IllegalStateException(audiences + ": name what tokens for Kvitt are made for");
        }
    }

    /** Only a browser sends a cookie by itself; a key or a token is put there by who knows it. */
    private static boolean reliesOnCookie(HttpServletRequest request) {
        return !SAFE.contains(request.getMethod())
                && !LoginFilter.LOGIN.matches(request)
                && request.getHeader(ApiKeyFilter.HEADER) == null
                && request.getSession(false) != null;
    }

    @Bean
    PasswordEncoder passwords() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    /** In its absence Boot would make a user with a generated password and print it. */
    @Bean
    UserDetailsService noOtherUsers() {
        return name -> {
            throw new UsernameNotFoundException("users log in at " + SessionView.PATH);
        };
    }

    /** A cookie over plain http is for loopback only. */
    @Bean
    ServletContextInitializer secureCookies(@Value("${server.address:#{null}}") @Nullable InetAddress address) {
        boolean loopback = address != null && address.isLoopbackAddress();
        return context -> context.getSessionCookieConfig().setSecure(!loopback);
    }

    @Bean
    ApplicationListener<ApplicationStartedEvent> warning(
            KeyRing keys, Logins logins, ApiKeyTable table, UserTable users, ObjectProvider<JwtDecoder> tokens) {
        return event -> {
            if (keys.isEmpty()
                    && logins.isEmpty()
                    && tokens.getIfAvailable() == null
                    && table.all().isEmpty()
                    && users.all().isEmpty()) {
                LOG.warn("Nobody can use the REST API: configure kvitt.api-keys or kvitt.users (docs/security.md)");
            }
        };
    }
}
