package io.kvitt.erp.format;

import java.util.Locale;

/** What one order row can say. The CSV column is the lower-case name, JSON writes it in camel case. */
public enum RowField {
    ROW_NO,
    SKU,
    NAME,
    QTY,
    UNIT_PRICE,
    VAT_PERCENT,
    DISCOUNT_PERCENT;

    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    String camelCase() {
        return Naming.camelCase(column());
    }
}
