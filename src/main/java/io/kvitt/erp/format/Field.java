package io.kvitt.erp.format;

import java.util.Locale;

/** What one record can say. The CSV column is the lower-case name, JSON writes it in camel case. */
public enum Field {
    COMMAND_ID,
    COMMAND,
    PROVIDER,
    PROVIDER_ORDER_ID,
    ORDER_NO,
    STATUS,
    OCCURRED_AT,
    PAYMENT_TYPE,
    AMOUNT,
    CURRENCY,
    REASON;

    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String camelCase() {
        return Naming.camelCase(column());
    }
}
