package io.kvitt.erp.receipt;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Cuts a CSV file, known to be well formed, into records without changing a character of them. */
final class CsvLines {

    private final BufferedReader in;
    private int line = 1;

    CsvLines(Reader in) throws IOException {
        this.in = new BufferedReader(in);
        this.in.mark(1);
        if (this.in.read() != '\uFEFF') {
            this.in.reset();
        }
    }

    /**
     * @param line where it begins, from 1
     * @param text without its end
     * @param end the line end as it stands; empty at the end of the file
     */
    record Line(int line, String text, String end) {

        boolean is(String type) {
            return text.startsWith(type + ";") || text.startsWith("\"" + type + "\";");
        }
    }

    /** The next record; null at the end. */
    @Nullable
    Line next() throws IOException {
        StringBuilder text = new StringBuilder();
        int first = line;
        boolean quoted = false;
        boolean fieldStarts = true;
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\r' || c == '\n') {
                String end = end(c);
                line++;
                if (!quoted) {
                    return new Line(first, text.toString(), end);
                }
                text.append(end);
                continue;
            }
            text.append((char) c);
            if (c == '"') {
                quoted = quoted ? false : fieldStarts || text.charAt(Math.max(0, text.length() - 2)) == '"';
            }
            fieldStarts = c == ';' && !quoted;
        }
        return text.isEmpty() ? null : new Line(first, text.toString(), "");
    }

    private String end(int c) throws IOException {
        if (c == '\n') {
            return "\n";
        }
        in.mark(1);
        if (in.read() == '\n') {
            return "\r\n";
        }
        in.reset();
        return "\r";
    }
}
