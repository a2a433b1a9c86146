package io.kvitt.sandbox.svea;

import io.kvitt.sandbox.simulation.Call;
import java.util.List;

/** The operations of Payment Admin, by method and path. */
enum SveaOperation {
    GET_ORDER("get-order"),
    DELIVER("deliver"),
    DELIVER_LOWER("deliver-lower"),
    CANCEL("cancel"),
    CHANGE_ROW("change-row"),
    CANCEL_ROWS("cancel-rows"),
    CREDIT("credit"),
    CREDIT_WITH_FEE("credit-with-fee"),
    CREDIT_AMOUNT("credit-amount"),
    GET_CREDIT("get-credit"),
    ADD_ROW("add-row"),
    ADD_ROWS("add-rows"),
    UPDATE_ROWS("update-rows"),
    REPLACE_ROWS("replace-rows"),
    EXTEND("extend"),
    GET_TASK("get-task"),
    UNKNOWN("unknown");

    private final String wireName;

    SveaOperation(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    boolean isWrite() {
        return this != GET_ORDER && this != GET_CREDIT && this != GET_TASK && this != UNKNOWN;
    }

    static SveaOperation of(Call call) {
        List<String> path = call.segments();
        if (path.size() < 4 || !path.get(0).equals("api") || !path.get(1).equals("v1")) {
            return UNKNOWN;
        }
        if (path.get(2).equals("queue")) {
            return path.size() == 4 && call.method().equals("GET") ? GET_TASK : UNKNOWN;
        }
        return path.get(2).equals("orders") ? ofOrder(call.method(), path) : UNKNOWN;
    }

    private static SveaOperation ofOrder(String method, List<String> path) {
        String first = path.size() > 4 ? path.get(4) : "";
        return switch (path.size()) {
            case 4 ->
                switch (method) {
                    case "GET" -> GET_ORDER;
                    case "PATCH" -> CANCEL;
                    default -> UNKNOWN;
                };
            case 5 ->
                switch (method + " " + first) {
                    case "POST deliveries" -> DELIVER;
                    case "POST rows" -> ADD_ROW;
                    default -> UNKNOWN;
                };
            case 6 -> below(method, first, path.get(5));
            case 7 ->
                method.equals("POST")
                                && first.equals("deliveries")
                                && path.get(6).equals("credits")
                        ? CREDIT
                        : UNKNOWN;
            case 8 -> {
                if (!first.equals("deliveries") || !path.get(6).equals("credits")) {
                    yield UNKNOWN;
                }
                if (method.equals("POST") && path.get(7).equalsIgnoreCase("CreditWithFee")) {
                    yield CREDIT_WITH_FEE;
                }
                yield method.equals("GET") ? GET_CREDIT : UNKNOWN;
            }
            default -> UNKNOWN;
        };
    }

    private static SveaOperation below(String method, String first, String second) {
        return switch (method + " " + first) {
            case "POST deliveries" -> second.equalsIgnoreCase("DeliverAndLowerAmount") ? DELIVER_LOWER : UNKNOWN;
            case "PATCH deliveries" -> CREDIT_AMOUNT;
            case "PATCH rows" -> second.equalsIgnoreCase("cancelOrderRows") ? CANCEL_ROWS : CHANGE_ROW;
            case "POST rows" ->
                second.equalsIgnoreCase("addOrderRows")
                        ? ADD_ROWS
                        : second.equalsIgnoreCase("updateOrderRows") ? UPDATE_ROWS : UNKNOWN;
            case "PUT rows" -> second.equalsIgnoreCase("replaceOrderRows") ? REPLACE_ROWS : UNKNOWN;
            case "PATCH extendOrder" -> EXTEND;
            default -> UNKNOWN;
        };
    }
}
