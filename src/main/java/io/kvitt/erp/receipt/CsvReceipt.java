package io.kvitt.erp.receipt;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.kvitt.erp.store.FileReceipt;
import java.io.IOException;
import java.io.Writer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** A receipt that a spreadsheet opens without executing any of it. */
final class CsvReceipt implements ReceiptWriter {

    private final CsvWriter csv;
    private final ZoneId zone;

    CsvReceipt(Writer out, ZoneId zone) {
        this.csv = writer(out, LineDelimiter.CRLF);
        this.zone = zone;
    }

    static CsvWriter writer(Writer out, LineDelimiter delimiter) {
        // the head begins with # and is to stay without quotes
        return CsvWriter.builder()
                .commentCharacter('\u001f')
                .fieldSeparator(';')
                .lineDelimiter(delimiter)
                .build(out);
    }

    @Override
    public void acknowledge(FileReceipt file, String message) {
        List<String> head = head(file, "ack");
        head.add("received=" + ReceiptWriter.time(file.receivedAt(), zone));
        head.add("status=" + file.status());
        head.add("records=" + file.records());
        head.add("rejected=" + file.rejected());
        if (file.code() != null) {
            head.add("code=" + file.code().receiptName());
            if (file.line() != null) {
                head.add("line=" + file.line());
            }
            if (file.column() != null) {
                head.add("column=" + file.column());
            }
            head.add("message=" + message);
        }
        csv.writeRecord(head);
    }

    @Override
    public void begin(FileReceipt file, Tally tally) {
        List<String> head = head(file, "result");
        head.add("status=" + tally.status());
        for (RowStatus status : RowStatus.values()) {
            head.add(status.field() + "=" + tally.of(status));
        }
        head.add("finished=" + (file.fixedAt() == null ? "" : ReceiptWriter.time(file.fixedAt(), zone)));
        csv.writeRecord(head);
        csv.writeRecord(
                "record",
                "line",
                "command_id",
                "order_no",
                "provider",
                "provider_order_id",
                "command",
                "status",
                "code",
                "message",
                "amount",
                "currency",
                "provider_ref",
                "attempts",
                "time");
    }

    private static List<String> head(FileReceipt file, String type) {
        List<String> head = new ArrayList<>();
        head.add("#kvitt-receipt");
        head.add("version=1");
        head.add("type=" + type);
        head.add("file=" + file.name());
        head.add("file_id=" + (file.fileId() == null ? "" : file.fileId()));
        head.add("sha256=" + file.sha256());
        return head;
    }

    @Override
    public void row(ReceiptRow row) {
        csv.writeRecord(
                "D",
                Integer.toString(row.line()),
                text(row.commandId()),
                text(row.orderNo()),
                text(row.provider()),
                text(row.providerOrderId()),
                text(row.command()),
                row.status().name(),
                row.code(),
                text(row.message()),
                text(row.amount()),
                text(row.currency()),
                text(row.providerRef()),
                Integer.toString(row.attempts()),
                ReceiptWriter.time(row.time(), zone));
    }

    /** Spreadsheets take a field that begins like this for a formula. */
    static String text(String field) {
        return !field.isEmpty() && "=+-@\t\r".indexOf(field.charAt(0)) >= 0 ? "'" + field : field;
    }

    @Override
    public void end(long rows) {
        csv.writeRecord("T", Long.toString(rows));
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
