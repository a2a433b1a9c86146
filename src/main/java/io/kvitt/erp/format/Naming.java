package io.kvitt.erp.format;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Calls a command's field what the file's sender calls it. */
public enum Naming {
    SNAKE_CASE,
    CAMEL_CASE;

    private static final Map<String, String> IN_FILES = Map.of(
            "orderNumber", "order_no",
            "changeId", "command_id",
            "account", "provider",
            "lines", "rows",
            "reference", "sku",
            "quantity", "qty",
            "taxRate", "vat_percent",
            "totalAmount", "discount_percent");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]+");
    private static final Pattern UNDERSCORE = Pattern.compile("_([a-z])");
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z])[A-Z]");

    /** @param path as the command rules write it: {@code lines[2].taxRate} */
    public String of(String path) {
        return WORD.matcher(path).replaceAll(word -> {
            String snake = IN_FILES.getOrDefault(word.group(), snakeCase(word.group()));
            return this == SNAKE_CASE ? snake : camelCase(snake);
        });
    }

    static String camelCase(String snake) {
        return UNDERSCORE.matcher(snake).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    private static String snakeCase(String camel) {
        return HUMP.matcher(camel).replaceAll(letter -> "_" + letter.group().toLowerCase(Locale.ROOT));
    }
}
