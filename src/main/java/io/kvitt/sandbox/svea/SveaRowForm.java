package io.kvitt.sandbox.svea;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads rows out of requests and checks them. */
final class SveaRowForm {

    private static final long LARGEST_QUANTITY = 999_999_999;

    /** Sweden's: all simulated orders are Swedish. */
    private static final Set<Long> RATES = Set.of(0L, 600L, 1200L, 2500L);

    private static final Set<String> TYPES = Set.of("row", "shippingfee", "invoicefee");

    private SveaRowForm() {}

    /** A row to add. */
    static SveaRow complete(SveaBody body, long id) {
        return row(body, id, body.required("Quantity"));
    }

    /** A row to credit; without a quantity it is one piece. */
    static SveaRow forCredit(SveaBody body) {
        Long quantity = body.number("Quantity");
        return row(body, 0, quantity == null ? 100 : quantity);
    }

    /** The fee that is kept when rows are credited. */
    static SveaRow fee(SveaBody body, long id) {
        SveaRow fee = row(body, id, 100);
        if (fee.unitPrice() < 0) {
            throw SveaRefusal.invalid("UnitPrice", "A fee must not be negative");
        }
        return fee;
    }

    /** A row with some fields changed; what is left out stays. */
    static SveaRow changed(SveaBody body, SveaRow row) {
        String name = body.text("Name", 40);
        return checked(new SveaRow(
                row.id(),
                or(body.text("ArticleNumber", 256), row.articleNumber()),
                name == null ? row.name() : name,
                or(body.number("Quantity"), row.quantity()),
                or(body.number("UnitPrice"), row.unitPrice()),
                or(body.number("DiscountPercent"), row.discountPercent()),
                or(body.number("DiscountAmount"), row.discountAmount()),
                or(body.number("VatPercent"), row.vatPercent()),
                or(body.text("Unit", 4), row.unit()),
                row.rowType(),
                row.cancelled()));
    }

    private static SveaRow row(SveaBody body, long id, long quantity) {
        String name = body.text("Name", 40);
        return checked(new SveaRow(
                id,
                body.text("ArticleNumber", 256),
                name == null ? "" : name,
                quantity,
                body.required("UnitPrice"),
                or(body.number("DiscountPercent"), 0),
                or(body.number("DiscountAmount"), 0),
                body.required("VatPercent"),
                body.text("Unit", 4),
                body.text("RowType", 40),
                false));
    }

    private static SveaRow checked(SveaRow row) {
        if (row.name().isEmpty()) {
            throw SveaRefusal.invalid("Name", "Name must be 1-40 characters");
        }
        if (row.quantity() <= 0 || row.quantity() > LARGEST_QUANTITY) {
            throw SveaRefusal.invalid("Quantity", "Quantity has 1 to 9 digits and is positive");
        }
        if (!RATES.contains(row.vatPercent())) {
            throw SveaRefusal.invalid("VatPercent", "VatPercent is no rate of the country");
        }
        if (row.rowType() != null && !TYPES.contains(row.rowType().toLowerCase(Locale.ROOT))) {
            throw SveaRefusal.invalid("RowType", "RowType is not known");
        }
        if (row.discountPercent() != 0 && row.discountAmount() != 0) {
            throw SveaRefusal.invalid("DiscountAmount", "Give one kind of discount");
        }
        if (row.discountPercent() < 0 || row.discountPercent() > 10_000) {
            throw SveaRefusal.invalid("DiscountPercent", "DiscountPercent must be between 0 and 10000");
        }
        if (row.discountAmount() < 0
                || row.discountAmount() > 0 && row.discountAmount() > row.unitPrice() * row.quantity() / 100) {
            throw SveaRefusal.invalid("DiscountAmount", "DiscountAmount must not exceed the row");
        }
        return row;
    }

    private static long or(@Nullable Long value, long otherwise) {
        return value == null ? otherwise : value;
    }

    private static @Nullable String or(@Nullable String value, @Nullable String otherwise) {
        return value == null ? otherwise : value;
    }
}
