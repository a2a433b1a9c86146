package io.kvitt.camel;

import io.kvitt.execution.ExecutionSettings;
import io.kvitt.provider.Providers;
import jakarta.jms.ConnectionFactory;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The components, set up by hand: their starters are not used, so {@code camel.component.*} would be ignored. */
@Configuration(proxyBeanMethods = false)
class ComponentBeans {

    @Bean
    JmsComponent jms(ConnectionFactory connectionFactory) {
        JmsConfiguration configuration = new JmsConfiguration(connectionFactory);
        configuration.setTransacted(true);
        configuration.setLazyCreateTransactionManager(false);
        configuration.setCacheLevelName("CACHE_CONSUMER");
        configuration.setDeliveryPersistent(true);
        // Connecting takes a while, and REST and files need not wait for it.
        configuration.setAsyncStartListener(true);
        JmsComponent jms = new JmsComponent(configuration);
        jms.setHeaderFilterStrategy(new JmsHeaders());
        return jms;
    }

    @Bean
    HttpComponent https(HttpSettings settings, ExecutionSettings execution, Providers providers) {
        HttpComponent http = new SmallConnections();
        http.setAutomaticRetriesDisabled(true);
        http.setFollowRedirects(false);
        http.setRedirectHandlingDisabled(true);
        http.setContentCompressionDisabled(true);
        http.setCookieManagementDisabled(true);
        http.setUseSystemProperties(false);
        http.setConnectTimeout(settings.connectTimeout().toMillis());
        http.setConnectionRequestTimeout(settings.connectTimeout().toMillis());
        http.setResponseTimeout(settings.responseTimeout().toMillis());
        http.setSoTimeout(settings.responseTimeout().toMillis());
        http.setConnectionsPerRoute(execution.workers());
        http.setMaxTotalConnections(4 * execution.workers());
        http.setHeaderFilterStrategy(new HttpHeaders(providers.headerNames()));
        return http;
    }
}
