package io.kvitt.api;

import io.kvitt.command.CommandRejected;
import io.kvitt.desk.NotDone;
import io.kvitt.views.Problem;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** How every route of the API answers what it cannot do. */
@Component("apiProblems")
public class ApiProblems {

    /** Turns what a request got wrong into its problem document. */
    public void rejected(Exchange exchange, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) CommandRejected rejected) {
        Replies.problem(exchange, Problem.of(rejected.violations()));
    }

    /** Why the desk has done nothing. */
    public void notDone(Exchange exchange, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) NotDone notDone) {
        Replies.problem(exchange, notDone.problem());
    }

    /** Anything else: nothing was accepted, and the caller may try again with the same id. */
    public void unavailable(Exchange exchange) {
        Replies.problem(exchange, Problem.of(503, HttpProblem.UNAVAILABLE, "try again later with the same commandId"));
        exchange.getMessage().setHeader("Retry-After", "5");
    }
}
