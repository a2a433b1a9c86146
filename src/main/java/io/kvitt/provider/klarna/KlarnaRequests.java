package io.kvitt.provider.klarna;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.kvitt.payment.Code;
import io.kvitt.payment.Effect;
import io.kvitt.provider.Assignment;
import io.kvitt.provider.NotOffered;
import io.kvitt.provider.ProviderRequest;
import io.kvitt.provider.ReadFailed;
import io.kvitt.provider.Requests;
import io.kvitt.provider.klarna.KlarnaOrder.Capture;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The requests that Kvitt makes of Klarna and Kustom, each from the command and the very reading that was decided on.
 *
 * <p>A capture and a refund carry the command id as their {@code reference}, so that they can be recognised later.
 */
@Component
final class KlarnaRequests implements Requests<KlarnaOrder> {

    private static final String ORDERS = "/ordermanagement/v1/orders/";
    private static final Pattern ORDER_ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final int MAX_LINES = 1000;

    /** The body of a capture. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CaptureBody(
            @JsonProperty("captured_amount") long capturedAmount,
            @JsonProperty("reference") String reference,
            @JsonProperty("order_lines") @Nullable List<KlarnaLine> orderLines) {}

    /** The body of a refund. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RefundBody(
            @JsonProperty("refunded_amount") long refundedAmount,
            @JsonProperty("reference") String reference,
            @JsonProperty("order_lines") @Nullable List<KlarnaLine> orderLines) {}

    /** The body of an update; Klarna deletes the lines that it does not name. */
    record AuthorizationBody(
            @JsonProperty("order_amount") long orderAmount,
            @JsonProperty("order_lines") List<KlarnaLine> orderLines) {}

    KlarnaRequests() {}

    /** Where the order is. */
    String path(String orderId) {
        if (!ORDER_ID.matcher(orderId).matches()) {
            throw new NotOffered(Code.PAYMENT_NOT_FOUND);
        }
        return ORDERS + orderId;
    }

    /** Takes what remains at Klarna, which is not always what the merchant's own total says. */
    @Override
    public ProviderRequest activate(Assignment assignment, KlarnaOrder order) {
        long amount = order.remaining();
        CaptureBody body = new CaptureBody(amount, assignment.command().commandId(), everythingLeft(order));
        return request(Effect.ACTIVATE, assignment, order, "capture", amount, "POST", "/captures", body);
    }

    @Override
    public ProviderRequest annul(Assignment assignment, KlarnaOrder order) {
        return request(Effect.ANNUL, assignment, order, "cancel", order.remaining(), "POST", "/cancel", null);
    }

    /** Pays back everything that was taken and not yet paid back. */
    @Override
    public ProviderRequest credit(Assignment assignment, KlarnaOrder order) {
        long amount = order.activated() - order.credited();
        RefundBody body = new RefundBody(amount, assignment.command().commandId(), everythingTaken(order));
        return request(Effect.CREDIT, assignment, order, "refund", amount, "POST", "/refunds", body);
    }

    @Override
    public ProviderRequest update(Assignment assignment, KlarnaOrder order) {
        Long amount = assignment.command().amount();
        if (amount == null) {
            throw new IllegalStateException("An update without an amount was accepted");
        }
        List<KlarnaLine> lines = KlarnaLine.of(assignment.command().lines(), order.lines());
        if (lines.isEmpty()) {
            throw new NotOffered(Code.LINES_REQUIRED);
        }
        if (!addUp(lines, amount)) {
            throw new NotOffered(Code.LINES_SUM);
        }
        AuthorizationBody body = new AuthorizationBody(amount, lines);
        return request(Effect.UPDATE, assignment, order, "update", amount, "PATCH", "/authorization", body);
    }

    @Override
    public ProviderRequest release(Assignment assignment, KlarnaOrder order) {
        String path = "/release-remaining-authorization";
        return request(Effect.RELEASE, assignment, order, "release", order.remaining(), "POST", path, null);
    }

    private ProviderRequest request(
            Effect effect,
            Assignment assignment,
            KlarnaOrder order,
            String operation,
            long amount,
            String method,
            String path,
            @Nullable Object body) {
        String orderPath = path(assignment.providerOrderId());
        if (!order.orderId().equalsIgnoreCase(assignment.providerOrderId())) {
            throw new ReadFailed(Code.READING_CONTRADICTS, "The reading is of another order", null);
        }
        if (!order.allowed().contains(effect)) {
            throw new NotOffered(Code.NOT_OFFERED);
        }
        String key = KlarnaKeys.key(assignment, operation, amount);
        return new ProviderRequest(effect, operation, amount, order.currency(), method, orderPath + path, body, key);
    }

    /**
     * The lines that no capture has taken, when they are known to make up the whole capture; else null. The buyer sees them,
     * and later refunds need them, but a capture without lines is better than one whose lines do not add up.
     */
    private static @Nullable List<KlarnaLine> everythingLeft(KlarnaOrder order) {
        List<KlarnaLine> left = KlarnaLine.without(
                order.lines(),
                order.captures().stream()
                        .flatMap(capture -> capture.lines().stream())
                        .toList());
        boolean whole = left != null
                && !left.isEmpty()
                && order.captures().stream().allMatch(KlarnaRequests::isOfItsLines)
                && left.size() <= MAX_LINES
                && left.stream().allMatch(KlarnaLine::addsUp)
                && addUp(left, order.remaining());
        return whole ? left : null;
    }

    /**
     * The lines of all captures, when they are known to make up the whole refund; else null. They let Klarna find the
     * right invoice, but a refund without lines is better than one whose lines do not add up.
     */
    private static @Nullable List<KlarnaLine> everythingTaken(KlarnaOrder order) {
        if (order.credited() != 0 || !order.refunds().isEmpty()) {
            return null;
        }
        List<KlarnaLine> lines = new ArrayList<>();
        for (Capture capture : order.captures()) {
            lines.addAll(capture.lines());
            if (!capture.lines().stream().allMatch(KlarnaLine::isConsistent) || !isOfItsLines(capture)) {
                return null;
            }
        }
        boolean whole = !lines.isEmpty() && lines.size() <= MAX_LINES && addUp(lines, order.activated());
        return whole ? lines : null;
    }

    private static boolean isOfItsLines(Capture capture) {
        return capture.amount() != null && addUp(capture.lines(), capture.amount());
    }

    private static boolean addUp(List<KlarnaLine> lines, long amount) {
        BigInteger sum = lines.stream()
                .map(KlarnaLine::totalAmount)
                .filter(Objects::nonNull)
                .map(BigInteger::valueOf)
                .reduce(BigInteger.ZERO, BigInteger::add);
        return sum.equals(BigInteger.valueOf(amount));
    }
}
