package io.kvitt.sandbox.klarna;

import io.kvitt.sandbox.simulation.Answer;
import io.kvitt.sandbox.simulation.Call;
import io.kvitt.sandbox.simulation.Cause;
import io.kvitt.sandbox.simulation.Json;
import io.kvitt.sandbox.simulation.MoneyEffect;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** Carries out one operation on one order. The caller holds the order's monitor. */
record KlarnaDesk(
        KlarnaReading reading,
        KlarnaBooks books,
        KlarnaOrderJson json,
        Capturing capturing,
        Refunding refunding,
        Authorizing authorizing) {

    private static final Answer DONE = Answer.empty(204);
    private static final byte[] DUE_DATES =
            Json.bytes(Map.of("currency", "SEK", "options", List.of(Map.of("number_of_days", 10, "amount", 2900))));

    Answer carryOut(KlarnaOperation operation, KlarnaOrder order, Call call, Cause cause) {
        return switch (operation) {
            case GET_ORDER -> Answer.json(200, json.order(order));
            case LIST_CAPTURES -> Answer.json(200, json.captures(order));
            case GET_CAPTURE -> Answer.json(200, json.capture(order, capture(order, call, "")));
            case GET_REFUND -> Answer.json(200, json.refund(order, refund(order, call)));
            case DUE_DATE_OPTIONS -> {
                capture(order, call, "");
                yield Answer.json(200, DUE_DATES);
            }
            case CAPTURE -> {
                KlarnaBody body = KlarnaBody.of(operation, call.body());
                Capture capture = capturing.capture(order, body, cause);
                yield created("Capture-Id", capture.id(), call, body, capture.amount());
            }
            case REFUND -> {
                KlarnaBody body = KlarnaBody.of(operation, call.body());
                Refund refund = refunding.refund(order, body, cause);
                yield created("Refund-Id", refund.id(), call, body, refund.amount());
            }
            case UPDATE_AUTHORIZATION -> {
                authorizing.update(order, KlarnaBody.of(operation, call.body()), cause);
                yield DONE;
            }
            case CANCEL -> {
                authorizing.cancel(order, cause);
                yield DONE;
            }
            case RELEASE -> {
                authorizing.release(order, cause);
                yield DONE;
            }
            case EXTEND -> {
                authorizing.extend(order, cause);
                yield DONE;
            }
            case MERCHANT_REFERENCES -> {
                setReferences(order, KlarnaBody.of(operation, call.body()));
                yield noted(operation, order, cause);
            }
            case CUSTOMER_DETAILS -> {
                KlarnaBody body = KlarnaBody.of(operation, call.body());
                requireNotCancelled(operation, order);
                Buyer.change(order, body);
                yield noted(operation, order, cause);
            }
            case SHIPPING_INFO -> {
                order.addShippingInfo(KlarnaBody.of(operation, call.body()).shipments());
                yield noted(operation, order, cause);
            }
            case ACKNOWLEDGE -> {
                requireNotCancelled(operation, order);
                yield noted(operation, order, cause);
            }
            case CAPTURE_SHIPPING_INFO -> {
                KlarnaBody body = KlarnaBody.of(operation, call.body());
                Capture capture = captureToChange(order, call, "Shipping info cannot be added");
                capture.shippingInfo().addAll(body.shipments());
                yield noted(operation, order, cause);
            }
            case TRIGGER_SEND_OUT, EXTEND_DUE_DATE -> {
                KlarnaBody.of(operation, call.body());
                captureToChange(order, call, "Send-out cannot be triggered");
                yield noted(operation, order, cause);
            }
            case WRONG_METHOD, UNKNOWN -> throw new NoSuchElementException(operation.wireName());
        };
    }

    private static Answer created(String header, String id, Call call, KlarnaBody body, long amount) {
        boolean right = LineSum.isRight(body.lines(), amount);
        String location = call.origin() + "/" + String.join("/", call.segments()) + "/" + id;
        return Answer.empty(201)
                .with(header, id)
                .with("Location", location)
                .with("Klarna-Order-Validation", right ? "Valid" : "Invalid");
    }

    private Answer noted(KlarnaOperation operation, KlarnaOrder order, Cause cause) {
        books.write(order, MoneyEffect.OTHER, operation, 0, cause);
        return DONE;
    }

    /** Only what is present changes; an empty string clears. */
    private void setReferences(KlarnaOrder order, KlarnaBody body) {
        requireNotCancelled(KlarnaOperation.MERCHANT_REFERENCES, order);
        String first = body.text("merchant_reference1");
        String second = body.text("merchant_reference2");
        order.reference1 = first == null ? order.reference1 : first;
        order.reference2 = second == null ? order.reference2 : second;
    }

    private void requireNotCancelled(KlarnaOperation operation, KlarnaOrder order) {
        if (order.cancelled) {
            throw KlarnaRefusal.notAllowed("NOT_ALLOWED", "Order " + order.id + " is cancelled.");
        }
    }

    private static Capture captureToChange(KlarnaOrder order, Call call, String consequence) {
        if (order.captures().isEmpty()) {
            throw KlarnaRefusal.notAllowed("NOT_ALLOWED", "Order has no captures. " + consequence + ".");
        }
        return capture(
                order,
                call,
                " " + consequence + " to capture " + call.segments().get(5));
    }

    private static Capture capture(KlarnaOrder order, Call call, String consequence) {
        String id = call.segments().get(5);
        return order.captures().stream()
                .filter(capture -> capture.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> new KlarnaRefusal(404, "NO_SUCH_CAPTURE", "Capture could not be found." + consequence));
    }

    private static Refund refund(KlarnaOrder order, Call call) {
        String id = call.segments().get(5);
        return order.refunds().stream()
                .filter(refund -> refund.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new KlarnaRefusal(404, "NOT_FOUND", "Refund " + id + " cannot be found for order " + order.id));
    }
}
