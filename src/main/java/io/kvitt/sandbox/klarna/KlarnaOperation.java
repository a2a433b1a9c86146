package io.kvitt.sandbox.klarna;

import io.kvitt.sandbox.simulation.Call;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The operations of order management, by method and path below {@code /ordermanagement/v1/orders/{order_id}}. */
enum KlarnaOperation {
    GET_ORDER("get-order", "GET", ""),
    ACKNOWLEDGE("acknowledge", "POST", "acknowledge"),
    UPDATE_AUTHORIZATION("update-authorization", "PATCH", "authorization"),
    CAPTURE("capture", "POST", "captures"),
    LIST_CAPTURES("list-captures", "GET", "captures"),
    GET_CAPTURE("get-capture", "GET", "captures/*"),
    CAPTURE_SHIPPING_INFO("capture-shipping-info", "POST", "captures/*/shipping-info"),
    TRIGGER_SEND_OUT("trigger-send-out", "POST", "captures/*/trigger-send-out"),
    DUE_DATE_OPTIONS("extend-due-date-options", "GET", "captures/*/extend-due-date-options"),
    EXTEND_DUE_DATE("extend-due-date", "PATCH", "captures/*/extend-due-date"),
    REFUND("refund", "POST", "refunds"),
    GET_REFUND("get-refund", "GET", "refunds/*"),
    CANCEL("cancel", "POST", "cancel"),
    RELEASE("release-remaining-authorization", "POST", "release-remaining-authorization"),
    EXTEND("extend-authorization-time", "POST", "extend-authorization-time"),
    MERCHANT_REFERENCES("merchant-references", "PATCH", "merchant-references"),
    CUSTOMER_DETAILS("customer-details", "PATCH", "customer-details"),
    SHIPPING_INFO("shipping-info", "POST", "shipping-info"),
    WRONG_METHOD("wrong-method", "", "!"),
    UNKNOWN("unknown", "", "?");

    private static final Map<String, Map<String, KlarnaOperation>> BY_PATH = new HashMap<>();

    static {
        Arrays.stream(values())
                .forEach(operation -> BY_PATH.computeIfAbsent(operation.path, key -> new HashMap<>())
                        .put(operation.method, operation));
    }

    private final String wireName;
    private final String method;
    private final String path;

    KlarnaOperation(String wireName, String method, String path) {
        this.wireName = wireName;
        this.method = method;
        this.path = path;
    }

    static KlarnaOperation of(Call call) {
        List<String> segments = call.segments();
        if (segments.size() < 4
                || !segments.get(0).equals("ordermanagement")
                || !segments.get(1).equals("v1")
                || !segments.get(2).equals("orders")) {
            return UNKNOWN;
        }
        String below = switch (segments.size()) {
            case 4 -> "";
            case 5 -> segments.get(4);
            case 6 -> segments.get(4) + "/*";
            case 7 -> segments.get(4) + "/*/" + segments.get(6);
            default -> "?";
        };
        Map<String, KlarnaOperation> methods = BY_PATH.get(below);
        return methods == null ? UNKNOWN : methods.getOrDefault(call.method(), WRONG_METHOD);
    }

    static String orderId(Call call) {
        return call.segments().size() > 3 ? call.segments().get(3) : "";
    }

    String wireName() {
        return wireName;
    }

    boolean isWrite() {
        return method.equals("POST") || method.equals("PATCH");
    }

    /** What Kustom took out of the fork. */
    boolean isRemovedAtKustom() {
        return this == TRIGGER_SEND_OUT || this == DUE_DATE_OPTIONS || this == EXTEND_DUE_DATE;
    }
}
