package io.kvitt.api;

import org.apache.camel.component.servlet.CamelHttpTransportServlet;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The servlet that the REST routes answer on. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ServletBeans {

    @Bean
    ServletRegistrationBean<CamelHttpTransportServlet> camelServlet() {
        ServletRegistrationBean<CamelHttpTransportServlet> servlet =
                new ServletRegistrationBean<>(new CamelHttpTransportServlet(), "/api/*");
        servlet.setName("CamelServlet");
        servlet.setLoadOnStartup(1);
        return servlet;
    }
}
