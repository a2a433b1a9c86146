package io.kvitt.erp.format;

/** One small file of each format. */
public final class Samples {

    public static final String HEADER =
            "record;command_id;command;provider;provider_order_id;order_no;status;amount;currency;row_no;sku;name;qty;unit_price;vat_percent;discount_percent;reason\n";

    public static final String CSV = "#kvitt;version=1;file_id=ERP1-0007;seq=7;created=2026-11-23T18:00:00+01:00\n"
            + HEADER
            + "O;c-1;ACTIVATE;svea;9118224;100045;;1249.50;SEK;;;;;;;;\n"
            + "O;c-2;annul;klarna;f3392f8b-6116;100046;;;SEK;;;;;;;;\"Slut; i lager\"\n"
            + "O;c-4;UPDATE;klarna;0d7a2c55-2b0c;100048;;897.00;SEK;;;;;;;;\n"
            + "R;c-4;;;;;;;;1;KAFFE-500;Kaffe mörkrost 500 g;2;399.00;12;0;\n"
            + "R;c-4;;;;;;;;2;FRAKT;Frakt;1;99.00;25;0;\n"
            + "O;c-5;STATUS;;;100049;Levererad;;SEK;;;;;;;;\n"
            + "T;4\n";

    public static final String JSON = """
            {"format": "kvitt/1", "fileId": "ERP1-0007", "sequence": 7, "createdAt": "2026-11-23T18:00:00+01:00", "count": 2,
             "commands": [
              {"commandId": "c-1", "command": "ACTIVATE", "provider": "svea", "providerOrderId": "9118224",
               "orderNo": "100045", "amount": "1249.50", "currency": "SEK"},
              {"commandId": "c-4", "command": "UPDATE", "provider": "klarna", "orderNo": "100048", "amount": "897.00",
               "currency": "SEK", "rows": [
                {"rowNo": 1, "sku": "KAFFE-500", "name": "Kaffe mörkrost", "qty": "2", "unitPrice": "399.00", "vatPercent": "12"},
                {"rowNo": 2, "sku": "FRAKT", "name": "Frakt", "qty": "1", "unitPrice": "99.00", "vatPercent": "25"}]}]}
            """;

    public static final String JSONL = """
            {"format":"kvitt/1","fileId":"ERP1-0008","sequence":8}
            {"commandId":"c-1","command":"ACTIVATE","provider":"svea","providerOrderId":"9118224","orderNo":"100045","amount":"1249.50","currency":"SEK"}
            {"commandId":"c-2","command":"ANNUL","provider":"klarna","orderNo":"100046","reason":"Slut på lagret"}
            {"end":true,"count":2}
            """;

    public static final String XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <commands xmlns="urn:kvitt:commands:1" fileId="ERP1-0007" sequence="7" created="2026-11-23T18:00:00+01:00" count="2">
              <command id="c-1" type="ACTIVATE" provider="svea">
                <providerOrderId>9118224</providerOrderId>
                <orderNo>100045</orderNo>
                <amount currency="SEK">1249.50</amount>
              </command>
              <command id="c-4" type="UPDATE" provider="klarna">
                <orderNo>100048</orderNo>
                <amount currency="SEK">897.00</amount>
                <rows>
                  <row no="1" sku="KAFFE-500" qty="2" unitPrice="399.00" vatPercent="12">Kaffe mörkrost</row>
                  <row no="2" sku="FRAKT" qty="1" unitPrice="99.00" vatPercent="25">Frakt</row>
                </rows>
              </command>
            </commands>
            """;

    private Samples() {}
}
