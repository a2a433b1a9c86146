package io.kvitt.erp.record;

import io.kvitt.command.Violation;
import io.kvitt.erp.format.Naming;
import io.kvitt.erp.format.RowField;
import io.kvitt.payment.Code;
import io.kvitt.payment.OrderLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Turns a record's rows into order lines. */
final class OrderRows {

    private static final BigDecimal MAX_TOTAL = BigDecimal.valueOf(9_999_999_999_999L);
    private static final long WHOLE = 10_000;

    private final String path;
    private final Map<RowField, String> row;
    private final Naming naming;
    private final List<Violation> found;

    private OrderRows(String path, Map<RowField, String> row, Naming naming, List<Violation> found) {
        this.path = path;
        this.row = row;
        this.naming = naming;
        this.found = found;
    }

    static List<OrderLine> read(List<Map<RowField, String>> rows, int decimals, Naming naming, List<Violation> found) {
        List<OrderLine> lines = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            OrderLine line = new OrderRows("rows[" + i + "].", rows.get(i), naming, found).line(decimals);
            if (line != null) {
                lines.add(line);
            }
        }
        return lines;
    }

    private @Nullable OrderLine line(int decimals) {
        String name = required(RowField.NAME);
        Long quantity = number(RowField.QTY, required(RowField.QTY), 2, false);
        Long price = number(RowField.UNIT_PRICE, required(RowField.UNIT_PRICE), decimals, true);
        Long vat = number(RowField.VAT_PERCENT, required(RowField.VAT_PERCENT), 2, false);
        Long discount = number(RowField.DISCOUNT_PERCENT, row.getOrDefault(RowField.DISCOUNT_PERCENT, "0"), 2, false);
        if (row.containsKey(RowField.ROW_NO)) {
            number(RowField.ROW_NO, row.get(RowField.ROW_NO), 0, false);
        }
        if (name == null || quantity == null || price == null || vat == null || discount == null) {
            return null;
        }
        if (discount > WHOLE || vat > WHOLE) {
            invalid(discount > WHOLE ? RowField.DISCOUNT_PERCENT : RowField.VAT_PERCENT, "a percentage from 0 to 100");
            return null;
        }
        BigDecimal exact = BigDecimal.valueOf(quantity, 2)
                .multiply(BigDecimal.valueOf(price))
                .multiply(BigDecimal.valueOf(WHOLE - discount, 4));
        if (BigDecimal.valueOf(quantity, 2)
                        .multiply(BigDecimal.valueOf(price))
                        .abs()
                        .compareTo(MAX_TOTAL)
                > 0) {
            invalid(RowField.UNIT_PRICE, "a smaller row");
            return null;
        }
        return new OrderLine(
                row.get(RowField.SKU),
                name,
                BigDecimal.valueOf(quantity, 2),
                price,
                vat.intValue(),
                exact.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    private @Nullable String required(RowField field) {
        String value = row.get(field);
        if (value == null) {
            found.add(new Violation(Code.MISSING_FIELD, path + naming.of(field.column()), "give the field"));
        }
        return value;
    }

    private @Nullable Long number(RowField field, @Nullable String text, int decimals, boolean signed) {
        if (text == null) {
            return null;
        }
        OptionalLong number = signed ? MajorUnits.signed(text, decimals) : MajorUnits.scaled(text, decimals);
        if (number.isEmpty()) {
            invalid(field, "digits with a dot and at most " + decimals + " decimals");
            return null;
        }
        return number.getAsLong();
    }

    private void invalid(RowField field, String remedy) {
        found.add(RecordRules.invalid(path + naming.of(field.column()), remedy));
    }
}
