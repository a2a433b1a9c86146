package io.kvitt.erp.receipt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.kvitt.erp.store.FileReceipt;
import java.io.IOException;
import java.io.Writer;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A receipt for JSON and JSON Lines: one object. */
final class JsonReceipt implements ReceiptWriter {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;
    private final ZoneId zone;

    JsonReceipt(Writer out, ZoneId zone) throws IOException {
        this.json = FACTORY.createGenerator(out);
        this.zone = zone;
    }

    @Override
    public void acknowledge(FileReceipt file, String message) throws IOException {
        head(file, "ack");
        json.writeStringField("received", ReceiptWriter.time(file.receivedAt(), zone));
        json.writeStringField("status", file.status());
        json.writeNumberField("records", file.records());
        json.writeNumberField("rejected", file.rejected());
        if (file.code() != null) {
            json.writeStringField("code", file.code().receiptName());
            number("line", file.line());
            number("column", file.column());
            json.writeStringField("message", message);
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    @Override
    public void begin(FileReceipt file, Tally tally) throws IOException {
        head(file, "result");
        json.writeStringField("status", tally.status());
        for (RowStatus status : RowStatus.values()) {
            json.writeNumberField(status.field(), tally.of(status));
        }
        if (file.fixedAt() != null) {
            json.writeStringField("finished", ReceiptWriter.time(file.fixedAt(), zone));
        }
        json.writeArrayFieldStart("rows");
    }

    private void head(FileReceipt file, String type) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", "kvitt-receipt/1");
        json.writeStringField("type", type);
        json.writeStringField("file", file.name());
        text("fileId", file.fileId() == null ? "" : file.fileId());
        json.writeStringField("sha256", file.sha256());
    }

    @Override
    public void row(ReceiptRow row) throws IOException {
        json.writeRaw('\n');
        json.writeStartObject();
        json.writeNumberField("line", row.line());
        text("commandId", row.commandId());
        text("orderNo", row.orderNo());
        text("provider", row.provider());
        text("providerOrderId", row.providerOrderId());
        text("command", row.command());
        text("status", row.status().name());
        text("code", row.code());
        text("message", row.message());
        text("amount", row.amount());
        text("currency", row.currency());
        text("providerRef", row.providerRef());
        json.writeNumberField("attempts", row.attempts());
        text("time", ReceiptWriter.time(row.time(), zone));
        json.writeEndObject();
    }

    private void text(String name, String value) throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(name, value);
        }
    }

    private void number(String name, @Nullable Long value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
    }

    @Override
    public void end(long rows) throws IOException {
        json.writeEndArray();
        json.writeNumberField("count", rows);
        json.writeEndObject();
        json.writeRaw('\n');
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
