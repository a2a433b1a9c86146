package io.kvitt.api;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Answers what the server itself refuses, such as a path that is not valid HTTP, in the way of the rest. */
final class ProblemReport extends ErrorReportValve {

    /** Puts the report where the server looks for it. */
    @Component
    static final class InTheServer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

        @Override
        public void customize(TomcatServletWebServerFactory server) {
            server.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new ProblemReport()));
        }
    }

    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType("application/problem+json;charset=UTF-8");
            response.getOutputStream().write(HttpProblem.of(status).body(status, ""));
            response.finishResponse();
        } catch (IOException e) {
            // Nobody is there any more to be answered.
            container.getLogger().debug("an error was not reported", e);
        }
    }
}
