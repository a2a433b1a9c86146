package io.kvitt.sandbox.klarna;

import static io.kvitt.sandbox.klarna.KlarnaField.list;
import static io.kvitt.sandbox.klarna.KlarnaField.object;
import static io.kvitt.sandbox.klarna.KlarnaField.oneOf;
import static io.kvitt.sandbox.klarna.KlarnaField.text;
import static io.kvitt.sandbox.klarna.KlarnaField.whole;

import java.util.List;

/** What the published specification demands of each operation's body, where it has one. */
final class KlarnaRules {

    private static final long HIGHEST = 200_000_000;

    private static final List<KlarnaField> PRODUCT = List.of(
            text("brand", 70),
            text("category_path", 750),
            text("color", 64),
            text("global_trade_item_number", 50),
            text("manufacturer_part_number", 70),
            text("size", 64));

    private static final List<KlarnaField> SUBSCRIPTION = List.of(
            text("name", 255),
            oneOf("interval", "DAY", "WEEK", "MONTH", "YEAR"),
            whole("interval_count", 1, Integer.MAX_VALUE));

    static final List<KlarnaField> LINE = List.of(
            oneOf(
                    "type",
                    "physical",
                    "discount",
                    "shipping_fee",
                    "sales_tax",
                    "store_credit",
                    "gift_card",
                    "digital",
                    "surcharge",
                    "return_fee"),
            text("reference", 255),
            text("name", 255).asRequired(),
            whole("quantity", 0, Long.MAX_VALUE).asRequired(),
            text("quantity_unit", 10),
            whole("unit_price", Long.MIN_VALUE, HIGHEST).asRequired(),
            whole("tax_rate", 0, Integer.MAX_VALUE),
            whole("total_amount", Long.MIN_VALUE, HIGHEST).asRequired(),
            whole("total_discount_amount", 0, HIGHEST),
            whole("total_tax_amount", Long.MIN_VALUE, HIGHEST),
            text("merchant_data", 1024),
            text("product_url", 1024),
            text("image_url", 1024),
            object("product_identifiers", PRODUCT),
            object("subscription", SUBSCRIPTION));

    private static final List<KlarnaField> SHIPMENT = List.of(
            text("shipping_company", 100),
            oneOf(
                    "shipping_method",
                    "PickUpStore",
                    "Home",
                    "BoxReg",
                    "BoxUnreg",
                    "PickUpPoint",
                    "Own",
                    "Postal",
                    "DHLPackstation",
                    "Digital",
                    "Undefined",
                    "PickUpWarehouse",
                    "ClickCollect",
                    "PalletDelivery"),
            text("tracking_number", 100),
            text("tracking_uri", 1024),
            text("return_shipping_company", 100),
            text("return_tracking_number", 100),
            text("return_tracking_uri", 1024));

    private static final List<KlarnaField> ADDRESS = List.of(
            text("attention", 255),
            text("given_name", 100),
            text("family_name", 100),
            text("title", 20),
            text("email", 100),
            text("phone", 100),
            text("street_address", 100),
            text("street_address2", 100),
            text("postal_code", 10),
            text("city", 200),
            text("region", 200),
            text("organization_name", 255),
            text("country", 2));

    private static final KlarnaField LINES = list("order_lines", 0, 1000, LINE);
    private static final KlarnaField DESCRIPTION = text("description", 255);
    private static final KlarnaField REFERENCE = text("reference", 255);

    private KlarnaRules() {}

    /** The fields that an operation's body may have; none where the body is not looked at. */
    static List<KlarnaField> of(KlarnaOperation operation) {
        return switch (operation) {
            case CAPTURE ->
                List.of(
                        whole("captured_amount", 0, HIGHEST).asRequired(),
                        DESCRIPTION,
                        REFERENCE,
                        LINES,
                        list("shipping_info", 0, 500, SHIPMENT),
                        whole("shipping_delay", 0, Long.MAX_VALUE));
            case REFUND -> List.of(whole("refunded_amount", 0, HIGHEST).asRequired(), DESCRIPTION, REFERENCE, LINES);
            case UPDATE_AUTHORIZATION ->
                List.of(whole("order_amount", 0, HIGHEST).asRequired(), DESCRIPTION, LINES);
            case MERCHANT_REFERENCES -> List.of(text("merchant_reference1", 255), text("merchant_reference2", 255));
            case CUSTOMER_DETAILS -> List.of(object("shipping_address", ADDRESS), object("billing_address", ADDRESS));
            case SHIPPING_INFO, CAPTURE_SHIPPING_INFO ->
                List.of(list("shipping_info", 1, 500, SHIPMENT).asRequired());
            case EXTEND_DUE_DATE ->
                List.of(whole("number_of_days", 1, Integer.MAX_VALUE).asRequired());
            default -> List.of();
        };
    }
}
