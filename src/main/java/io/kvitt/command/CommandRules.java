package io.kvitt.command;

import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.OrderLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What every command must satisfy before it is accepted, whichever way it came in. */
public final class CommandRules {

    /** Thirteen digits, which is what Svea takes; the inbox holds each account to its provider's own limit. */
    static final long MAX_AMOUNT = 9_999_999_999_999L;

    static final int MAX_LINES = 1000;
    private static final BigDecimal MAX_QUANTITY = BigDecimal.valueOf(9_999_999);

    private static final Pattern COMMAND_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final Pattern PROVIDER_ORDER_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private CommandRules() {}

    /**
     * An order number by itself, trimmed.
     *
     * @throws CommandRejected when it is none
     */
    public static String orderNumber(String given) {
        String number = OrderNumber.trimmed(given);
        if (!OrderNumber.isOne(number)) {
            throw new CommandRejected(new Violation(Code.INVALID_VALUE, "orderNumber", OrderNumber.REMEDY));
        }
        return number;
    }

    /** Everything wrong with the command; empty when it may be accepted. */
    public static List<Violation> check(PaymentCommand command) {
        List<Violation> found = new ArrayList<>();
        pattern(found, "commandId", command.commandId(), COMMAND_ID, "1 to 100 of A-Z a-z 0-9 . _ : -");
        found.addAll(check(new PaymentName(command.orderNumber(), command.account(), command.providerOrderId())));
        found.addAll(check(command.action(), command.amount(), command.currency(), command.lines()));
        text(found, "reason", command.reason(), 500);
        found.addAll(requestedBy(command.requestedBy()));
        return found;
    }

    /** Everything wrong with how a payment is named; empty when it may lead to one. */
    public static List<Violation> check(PaymentName name) {
        List<Violation> found = new ArrayList<>();
        if (name.orderNumber() != null && !OrderNumber.isOne(name.orderNumber())) {
            invalid(found, "orderNumber", OrderNumber.REMEDY);
        }
        pattern(found, "account", name.account(), ACCOUNT, "the name of a configured account");
        pattern(
                found,
                "providerOrderId",
                name.providerOrderId(),
                PROVIDER_ORDER_ID,
                "the provider's id: letters, digits and -");
        if (name.orderNumber() == null) {
            required(found, "orderNumber", name.account() == null && name.providerOrderId() == null);
            required(found, "account", name.account() == null && name.providerOrderId() != null);
            required(found, "providerOrderId", name.account() != null && name.providerOrderId() == null);
        }
        return found;
    }

    /**
     * Everything wrong with what is to move.
     *
     * @param amount minor units; null where none is given, as the currency
     */
    public static List<Violation> check(
            Action action, @Nullable Long amount, @Nullable String currency, List<OrderLine> lines) {
        List<Violation> found = new ArrayList<>();
        if (amount == null) {
            required(found, "amount", action == Action.UPDATE);
        } else {
            if (amount < 0) {
                invalid(found, "amount", "not negative: the action says which way the money goes");
            } else if (amount == 0 || amount > MAX_AMOUNT) {
                invalid(found, "amount", "a whole number of minor units from 1 to " + MAX_AMOUNT);
            }
            required(found, "currency", currency == null);
        }
        if (currency != null && !isCurrency(currency)) {
            invalid(found, "currency", "an ISO 4217 code in capitals, such as SEK");
        }
        lines(found, action, amount, lines);
        return found;
    }

    /** What is wrong with who is said to have asked. */
    public static List<Violation> requestedBy(@Nullable String who) {
        List<Violation> found = new ArrayList<>();
        text(found, "requestedBy", who, 100);
        return found;
    }

    private static void lines(List<Violation> found, Action action, @Nullable Long amount, List<OrderLine> lines) {
        if (lines.isEmpty()) {
            return;
        }
        if (action != Action.UPDATE) {
            invalid(found, "lines", "leave lines out: only update takes them");
            return;
        }
        if (lines.size() > MAX_LINES) {
            found.add(new Violation(Code.TOO_LARGE, "lines", "at most " + MAX_LINES + " lines"));
            return;
        }
        long sum = 0;
        int before = found.size();
        for (int i = 0; i < lines.size(); i++) {
            line(found, "lines[" + i + "].", lines.get(i));
            sum += Math.max(-MAX_AMOUNT, Math.min(MAX_AMOUNT, lines.get(i).totalAmount()));
        }
        if (found.size() == before && amount != null && sum != amount) {
            found.add(new Violation(Code.LINES_SUM, "amount", "the sum of the lines' totalAmount, which is " + sum));
        }
    }

    private static void line(List<Violation> found, String path, OrderLine line) {
        if (line.name().isBlank()) {
            required(found, path + "name", true);
        }
        text(found, path + "name", line.name(), 255);
        text(found, path + "reference", line.reference(), 255);
        BigDecimal quantity = line.quantity();
        if (quantity.signum() <= 0
                || quantity.stripTrailingZeros().scale() > 2
                || quantity.compareTo(MAX_QUANTITY) > 0) {
            invalid(
                    found,
                    path + "quantity",
                    "greater than zero, at most " + MAX_QUANTITY + ", with at most two decimals");
        } else if (quantity.multiply(BigDecimal.valueOf(line.unitPrice()))
                        .abs()
                        .compareTo(BigDecimal.valueOf(MAX_AMOUNT))
                > 0) {
            invalid(found, path + "unitPrice", "whole minor units; quantity × unitPrice is at most " + MAX_AMOUNT);
        } else if (line.unitPrice() >= 0
                ? line.discountAmount() < 0 || line.totalAmount() < 0
                : line.discountAmount() != 0) {
            invalid(
                    found,
                    path + "totalAmount",
                    "quantity × unitPrice less a discount; a negative line has no discount");
        }
        if (line.taxRate() < 0 || line.taxRate() > 10_000) {
            invalid(found, path + "taxRate", "hundredths of a percent from 0 to 10000");
        }
    }

    private static void pattern(
            List<Violation> found, String field, @Nullable String value, Pattern allowed, String remedy) {
        if (value != null && !allowed.matcher(value).matches()) {
            invalid(found, field, remedy);
        }
    }

    private static void text(List<Violation> found, String field, @Nullable String value, int max) {
        if (value != null && (value.length() > max || CONTROL.matcher(value).find())) {
            invalid(found, field, "at most " + max + " characters and no control characters");
        }
    }

    private static void required(List<Violation> found, String field, boolean missing) {
        if (missing) {
            found.add(new Violation(Code.MISSING_FIELD, field, "give the field"));
        }
    }

    private static void invalid(List<Violation> found, String field, String remedy) {
        found.add(new Violation(Code.INVALID_VALUE, field, remedy));
    }

    private static boolean isCurrency(String code) {
        try {
            return Currency.getInstance(code).getDefaultFractionDigits() >= 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
