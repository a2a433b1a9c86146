package io.kvitt.api;

import io.kvitt.command.CommandRejected;
import io.kvitt.payment.Code;
import io.kvitt.views.Problem;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** How every route of the API answers what it cannot do. */
@Component("apiProblems")
public class ApiProblems {

    private final VisibleCommands visible;

    ApiProblems(VisibleCommands visible) {
        this.visible = visible;
    }

    /** Turns what a request got wrong into its problem document. */
    public void rejected(Exchange exchange, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) CommandRejected rejected) {
        if (rejected.violations().get(0).code() == Code.ACCOUNT_NOT_ALLOWED) {
            visible.denied(exchange);
        }
        Replies.problem(exchange, Problem.of(rejected.violations()));
    }

    /** Anything else: nothing was accepted, and the caller may try again with the same id. */
    public void unavailable(Exchange exchange) {
        Replies.problem(
                exchange,
                Problem.of(
                        503,
                        "unavailable",
                        "Kvitt kan inte ta emot anropet just nu.",
                        "Kvitt cannot take the request right now.",
                        "try again later with the same commandId"));
        exchange.getMessage().setHeader("Retry-After", "5");
    }
}
