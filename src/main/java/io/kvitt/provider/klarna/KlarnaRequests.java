package io.kvitt.provider.klarna;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kvitt.payment.Code;
import io.kvitt.payment.Effect;
import io.kvitt.provider.Assignment;
import io.kvitt.provider.NotOffered;
import io.kvitt.provider.ProviderRequest;
import io.kvitt.provider.ReadFailed;
import java.util.List;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The one write that brings an effect about, built from the reading that was decided on. */
@Component("klarnaRequests")
class KlarnaRequests {

    /** @param reference the command's id: it shows in the settlement files, and in a later reading */
    record Capture(@JsonProperty("captured_amount") long capturedAmount, String reference) {}

    /** @param reference the command's id, as for a capture */
    record Refund(@JsonProperty("refunded_amount") long refundedAmount, String reference) {}

    /** @param orderLines the full new set: Klarna deletes the lines that are left out */
    record Authorization(
            @JsonProperty("order_amount") long orderAmount,
            @JsonProperty("order_lines") List<KlarnaLine> orderLines) {}

    /** Captures what remains, never the merchant's own total. */
    public ProviderRequest activate(
            @ExchangeProperty("assignment") Assignment assignment, @ExchangeProperty("reading") KlarnaOrder order) {
        long amount = order.remaining();
        return request(
                Effect.ACTIVATE,
                "capture",
                amount,
                "POST",
                "/captures",
                new Capture(amount, id(assignment)),
                assignment,
                order);
    }

    /** Klarna cancels only orders with zero captures. */
    public ProviderRequest annul(
            @ExchangeProperty("assignment") Assignment assignment, @ExchangeProperty("reading") KlarnaOrder order) {
        return request(Effect.ANNUL, "cancel", order.remaining(), "POST", "/cancel", null, assignment, order);
    }

    /** Refunds everything that is captured and not yet refunded. */
    public ProviderRequest credit(
            @ExchangeProperty("assignment") Assignment assignment, @ExchangeProperty("reading") KlarnaOrder order) {
        long amount = order.activated() - order.credited();
        return request(
                Effect.CREDIT,
                "refund",
                amount,
                "POST",
                "/refunds",
                new Refund(amount, id(assignment)),
                assignment,
                order);
    }

    public ProviderRequest update(
            @ExchangeProperty("assignment") Assignment assignment, @ExchangeProperty("reading") KlarnaOrder order) {
        Long amount = assignment.command().amount();
        if (amount == null || assignment.command().lines().isEmpty()) {
            throw new NotOffered(Code.LINES_REQUIRED);
        }
        Authorization body =
                new Authorization(amount, KlarnaLine.of(assignment.command().lines()));
        return request(
                Effect.UPDATE, "update-authorization", amount, "PATCH", "/authorization", body, assignment, order);
    }

    /** Gives back what a partly captured order still has reserved. */
    public ProviderRequest release(
            @ExchangeProperty("assignment") Assignment assignment, @ExchangeProperty("reading") KlarnaOrder order) {
        return request(
                Effect.RELEASE,
                "release-remaining",
                order.remaining(),
                "POST",
                "/release-remaining-authorization",
                null,
                assignment,
                order);
    }

    private static String id(Assignment assignment) {
        return assignment.command().commandId();
    }

    private static ProviderRequest request(
            Effect effect,
            String operation,
            long amount,
            String method,
            String path,
            @Nullable Object body,
            Assignment assignment,
            KlarnaOrder order) {
        if (!order.allowed().contains(effect)) {
            throw new NotOffered(Code.NOT_OFFERED);
        }
        if (!order.orderId().equalsIgnoreCase(assignment.providerOrderId())) {
            throw new ReadFailed(Code.PROVIDER_UNAVAILABLE, "Klarna answered with another order", null);
        }
        String key = KlarnaKey.of(
                assignment.account().name(),
                assignment.providerOrderId(),
                id(assignment),
                operation,
                amount,
                effect == Effect.UPDATE ? assignment.command().digest() : "",
                assignment.refusals());
        return new ProviderRequest(
                effect,
                operation,
                amount,
                order.currency(),
                method,
                Klarna.path(assignment.providerOrderId()) + path,
                body,
                key);
    }
}
