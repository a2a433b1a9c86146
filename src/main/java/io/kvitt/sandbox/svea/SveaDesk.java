package io.kvitt.sandbox.svea;

import io.kvitt.sandbox.simulation.Answer;
import io.kvitt.sandbox.simulation.Call;
import io.kvitt.sandbox.simulation.Cause;
import io.kvitt.sandbox.simulation.Json;
import io.kvitt.sandbox.simulation.MoneyEffect;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Carries out one operation on one order. The caller holds the order's monitor. */
record SveaDesk(
        SveaReading reading,
        SveaOrderJson json,
        SveaBooks books,
        SveaQueue queue,
        AtomicLong ids,
        Delivering delivering,
        Cancelling cancelling,
        Crediting crediting,
        RowEditing rowEditing) {

    private static final Answer DONE = Answer.empty(204);
    private static final byte[] NO_BODY = {};

    Answer carryOut(SveaOperation operation, SveaOrder order, Call call, Cause cause) {
        return switch (operation) {
            case GET_ORDER -> Answer.json(200, json.order(order));
            case DELIVER -> deliver(order, call, cause);
            case DELIVER_LOWER -> deliverLower(order, call, cause);
            case CANCEL -> cancel(order, SveaBody.of(call.body()), cause);
            case CHANGE_ROW -> changeRow(order, call, cause);
            case CANCEL_ROWS -> {
                cancelling.cancelRows(order, SveaBody.of(call.body()).rowIds(), cause);
                yield DONE;
            }
            case CREDIT -> credit(order, call, Crediting.Wanted.of(SveaBody.of(call.body())), operation, cause);
            case CREDIT_WITH_FEE ->
                credit(order, call, Crediting.Wanted.withFee(SveaBody.of(call.body())), operation, cause);
            case CREDIT_AMOUNT -> creditAmount(order, call, cause);
            case GET_CREDIT -> creditResource(delivery(order, call), call);
            case ADD_ROW -> addRows(order, call, List.of(SveaBody.of(call.body())), cause);
            case ADD_ROWS -> addRows(order, call, SveaBody.of(call.body()).requiredList("OrderRows"), cause);
            case UPDATE_ROWS -> {
                rowEditing.update(order, RowEditing.changes(SveaBody.of(call.body())), cause);
                yield DONE;
            }
            case REPLACE_ROWS -> {
                rowEditing.replace(order, SveaBody.of(call.body()).requiredList("OrderRows"), cause);
                yield DONE;
            }
            case EXTEND -> {
                if (!reading.switches().on(SveaSwitch.EXTEND_ENABLED)) {
                    throw SveaRefusal.notFound("Path");
                }
                requireDate(call.segments().get(5));
                books.write(order, MoneyEffect.OTHER, operation.wireName(), 0, cause);
                yield DONE;
            }
            case GET_TASK, UNKNOWN -> throw SveaRefusal.notFound("Path");
        };
    }

    private static void requireDate(String text) {
        try {
            LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw SveaRefusal.invalid("expiryDate", "The expiry date has to be a day");
        }
    }

    private Answer deliver(SveaOrder order, Call call, Cause cause) {
        Delivering.Wanted wanted = Delivering.Wanted.of(SveaBody.of(call.body()));
        delivering.requirePossible(order, wanted);
        long deliveryId = ids.incrementAndGet();
        byte[] body = reading.switches().on(SveaSwitch.DELIVERY_ID_IN_ANSWER)
                ? Json.bytes(Map.of("DeliveryId", deliveryId))
                : NO_BODY;
        return queue.accept(call, order, null, body, () -> {
            delivering.deliver(order, wanted, deliveryId, cause);
            return null;
        });
    }

    private Answer deliverLower(SveaOrder order, Call call, Cause cause) {
        long amount = SveaBody.of(call.body()).required("DeliveredAmount");
        delivering.requirePossible(order, amount);
        long deliveryId = ids.incrementAndGet();
        return queue.accept(call, order, null, Json.bytes(Map.of("DeliveryId", deliveryId)), () -> {
            delivering.deliverLower(order, amount, deliveryId, cause);
            return null;
        });
    }

    private Answer cancel(SveaOrder order, SveaBody body, Cause cause) {
        if (body.has("CancelledAmount")) {
            cancelling.cancelAmount(order, body.required("CancelledAmount"), cause);
        } else if (body.isTrue("IsCancelled")) {
            cancelling.cancelOrder(order, cause);
        } else {
            throw SveaRefusal.invalid("IsCancelled", "IsCancelled or CancelledAmount is required");
        }
        return DONE;
    }

    private Answer changeRow(SveaOrder order, Call call, Cause cause) {
        SveaBody body = SveaBody.of(call.body());
        long rowId = SveaSimulator.number(call.segments().get(5));
        if (body.isTrue("IsCancelled")) {
            cancelling.cancelRows(order, List.of(rowId), cause);
        } else {
            rowEditing.update(order, Map.of(rowId, body), cause);
        }
        return DONE;
    }

    private Answer credit(SveaOrder order, Call call, Crediting.Wanted wanted, SveaOperation operation, Cause cause) {
        SveaDelivery delivery = delivery(order, call);
        crediting.requirePossible(order, delivery, wanted);
        long creditId = ids.incrementAndGet();
        byte[] body = reading.switches().on(SveaSwitch.CREDIT_ID_IN_ANSWER) ? creditId(creditId) : NO_BODY;
        String resource = "/api/v1/orders/" + order.key + "/deliveries/" + delivery.id + "/credits/" + creditId;
        return queue.accept(
                call,
                order,
                resource,
                body,
                () -> crediting.credit(order, delivery, wanted, creditId, operation.wireName(), cause));
    }

    private Answer creditAmount(SveaOrder order, Call call, Cause cause) {
        long creditId = ids.incrementAndGet();
        long total = SveaBody.of(call.body()).required("CreditedAmount");
        crediting.creditAmount(order, delivery(order, call), total, creditId, cause);
        return reading.switches().on(SveaSwitch.CREDIT_AMOUNT_ANSWERS_BODY)
                ? Answer.json(200, creditId(creditId))
                : DONE;
    }

    private Answer addRows(SveaOrder order, Call call, List<SveaBody> forms, Cause cause) {
        if (forms.isEmpty()) {
            throw SveaRefusal.invalid("OrderRows", "OrderRows is empty");
        }
        rowEditing.requireAddable(order, forms);
        long first = order.nextRowId();
        long[] rowIds = LongStream.range(first, first + forms.size()).toArray();
        return queue.accept(call, order, null, Json.bytes(Map.of("OrderRowId", rowIds)), () -> {
            rowEditing.add(order, forms, first, cause);
            return null;
        });
    }

    private static Answer creditResource(SveaDelivery delivery, Call call) {
        String wanted = call.segments().get(7);
        return delivery.credits().stream()
                .filter(credit -> Long.toString(credit.id()).equals(wanted))
                .findFirst()
                .map(credit -> Answer.json(200, creditId(credit.id())))
                .orElseThrow(() -> SveaRefusal.notFound("Credit"));
    }

    /** The id's type has drifted from number to array to string. */
    private static byte[] creditId(long id) {
        return Json.bytes(Map.of("CreditId", Long.toString(id)));
    }

    private static SveaDelivery delivery(SveaOrder order, Call call) {
        return order.delivery(SveaSimulator.number(call.segments().get(5)))
                .orElseThrow(() -> SveaRefusal.notFound("Delivery"));
    }
}
