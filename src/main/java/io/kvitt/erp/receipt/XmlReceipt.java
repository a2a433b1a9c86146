package io.kvitt.erp.receipt;

import io.kvitt.erp.store.FileReceipt;
import java.io.IOException;
import java.io.Writer;
import java.time.ZoneId;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** A receipt for XML: a {@code receipt} element in the namespace {@code urn:kvitt:receipt:1}. */
final class XmlReceipt implements ReceiptWriter {

    private static final String NAMESPACE = "urn:kvitt:receipt:1";

    private final Writer out;
    private final XMLStreamWriter xml;
    private final ZoneId zone;

    XmlReceipt(Writer out, ZoneId zone) throws IOException {
        this.out = out;
        this.zone = zone;
        try {
            this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private interface Step {
        void run() throws XMLStreamException;
    }

    private static void write(Step step) throws IOException {
        try {
            step.run();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void acknowledge(FileReceipt file, String message) throws IOException {
        write(() -> {
            head(file, "ack");
            attribute("received", ReceiptWriter.time(file.receivedAt(), zone));
            attribute("status", file.status());
            attribute("records", file.records());
            attribute("rejected", file.rejected());
            if (file.code() != null) {
                attribute("code", file.code().receiptName());
                attribute("line", file.line());
                attribute("column", file.column());
                attribute("message", message);
            }
            finish();
        });
    }

    @Override
    public void begin(FileReceipt file, Tally tally) throws IOException {
        write(() -> {
            head(file, "result");
            attribute("status", tally.status());
            for (RowStatus status : RowStatus.values()) {
                attribute(status.field(), tally.of(status));
            }
            attribute("finished", file.fixedAt() == null ? null : ReceiptWriter.time(file.fixedAt(), zone));
            attribute("count", tally.total());
        });
    }

    private void head(FileReceipt file, String type) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("receipt");
        xml.writeDefaultNamespace(NAMESPACE);
        attribute("type", type);
        attribute("file", file.name());
        attribute("fileId", file.fileId());
        attribute("sha256", file.sha256());
    }

    @Override
    public void row(ReceiptRow row) throws IOException {
        write(() -> {
            xml.writeCharacters("\n  ");
            xml.writeEmptyElement("row");
            attribute("line", row.line());
            attribute("commandId", row.commandId());
            attribute("orderNo", row.orderNo());
            attribute("provider", row.provider());
            attribute("providerOrderId", row.providerOrderId());
            attribute("command", row.command());
            attribute("status", row.status());
            attribute("code", row.code());
            attribute("message", row.message());
            attribute("amount", row.amount());
            attribute("currency", row.currency());
            attribute("providerRef", row.providerRef());
            attribute("attempts", row.attempts());
            attribute("time", ReceiptWriter.time(row.time(), zone));
        });
    }

    private void attribute(String name, @Nullable Object value) throws XMLStreamException {
        if (value != null && !value.toString().isEmpty()) {
            xml.writeAttribute(name, value.toString());
        }
    }

    @Override
    public void end(long rows) throws IOException {
        write(() -> {
            xml.writeCharacters("\n");
            finish();
        });
    }

    private void finish() throws XMLStreamException {
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.flush();
    }

    @Override
    public void close() throws IOException {
        write(xml::close);
        out.close();
    }
}
