package io.kvitt.settings;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads all settings before a database, a broker or a server is started: what is wrong shows at once and leaves nothing. */
@Configuration(proxyBeanMethods = false)
class SettingsFirst {

    @Bean
    static BeanFactoryPostProcessor settingsAreReadFirst() {
        return beans -> {
            for (String name : beans.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
                Class<?> type = beans.getType(name, false);
                if (type != null && type.getName().startsWith("io.kvitt.")) {
                    beans.getBean(name);
                }
            }
        };
    }
}
