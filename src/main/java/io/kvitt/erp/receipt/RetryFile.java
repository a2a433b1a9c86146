package io.kvitt.erp.receipt;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * The sender's own lines of the records that came to nothing, as they were, with what is wrong in two more columns. It
 * carries no file id: its records are to be new ones when the file comes back.
 */
final class RetryFile {

    private final CsvLines original;
    private final Writer out;
    private CsvLines.@Nullable Line next;
    private @Nullable String fault;
    private int orders;
    private final String lineEnd;

    RetryFile(Reader original, Writer out) throws IOException {
        this.original = new CsvLines(original);
        this.out = out;
        CsvLines.Line head = this.original.next();
        CsvLines.Line columns = nextFilled();
        this.lineEnd = head == null ? "\n" : head.end();
        out.write("#kvitt;version=1" + lineEnd);
        if (columns != null) {
            out.write(columns.text() + ";felkod;feltext" + columns.end());
        }
        next = nextFilled();
    }

    /** Rows come in the order of their lines. */
    void row(ReceiptRow row) throws IOException {
        if (row.status() == RowStatus.REJECTED || row.status() == RowStatus.FAILED) {
            follow(row.line());
            if (next != null && next.line() == row.line()) {
                fault = fault(row);
                copy(next, fault);
                next = nextFilled();
            }
        }
    }

    void end() throws IOException {
        follow(Integer.MAX_VALUE);
        out.write("T;" + orders + lineEnd);
    }

    /** Goes to a line; the rows of an order that was copied are copied with it. */
    private void follow(int line) throws IOException {
        while (next != null && next.line() < line) {
            if (fault != null && next.is("R")) {
                copy(next, fault);
            } else {
                fault = null;
            }
            next = nextFilled();
        }
    }

    private void copy(CsvLines.Line line, String columns) throws IOException {
        if (line.is("O")) {
            orders++;
        }
        out.write(line.text() + columns + line.end());
    }

    private CsvLines.@Nullable Line nextFilled() throws IOException {
        CsvLines.Line line = original.next();
        while (line != null && line.text().isEmpty()) {
            line = original.next();
        }
        return line;
    }

    private static String fault(ReceiptRow row) throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvReceipt.writer(text, LineDelimiter.LF)) {
            csv.writeRecord("", row.code(), CsvReceipt.text(row.message()));
        }
        return text.toString().stripTrailing();
    }
}
