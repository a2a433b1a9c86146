package io.kvitt.erp.format;

import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Kvitt XML, version 1: a {@code commands} element in the namespace {@code urn:kvitt:commands:1}. */
final class XmlRecords implements RecordReader {

    static final String NAMESPACE = "urn:kvitt:commands:1";

    private static final Set<String> HEAD = Set.of("fileId", "sequence", "created", "count");
    private static final XMLInputFactory FACTORY = factory();

    private int count;

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are not read");
        });
        return factory;
    }

    @Override
    public FileHead read(StrictReader in, Consumer<FileRecord> records) throws IOException {
        try {
            XMLStreamReader xml = FACTORY.createXMLStreamReader(in);
            try {
                return file(xml, in, records);
            } catch (XMLStreamException e) {
                throw broken(e, xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw broken(e, null);
        }
    }

    private FileHead file(XMLStreamReader xml, StrictReader in, Consumer<FileRecord> records)
            throws XMLStreamException {
        while (!xml.isStartElement()) {
            refuseDoctype(xml);
            xml.next();
        }
        if (!xml.getLocalName().equals("commands") || !NAMESPACE.equals(xml.getNamespaceURI())) {
            throw broken(Defect.UNKNOWN_VERSION, xml, null);
        }
        FileHead head = head(xml);
        String declared = xml.getAttributeValue(null, "count");
        in.recordEnds();
        commands(xml, in, records);
        while (xml.hasNext()) {
            xml.next();
            refuseDoctype(xml);
        }
        if (declared != null && !declared.equals(Integer.toString(count))) {
            throw new FileBroken(Defect.COUNT_MISMATCH, in.line(), 0, "count");
        }
        return head;
    }

    private static FileHead head(XMLStreamReader xml) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String name = xml.getAttributeLocalName(i);
            if (!HEAD.contains(name)
                    || xml.getAttributeNamespace(i) != null
                            && !xml.getAttributeNamespace(i).isEmpty()) {
                throw broken(Defect.BAD_HEADER, xml, FieldText.name(name));
            }
        }
        return FileHead.of(
                xml.getAttributeValue(null, "fileId"), xml.getLocation().getLineNumber());
    }

    private void commands(XMLStreamReader xml, StrictReader in, Consumer<FileRecord> records)
            throws XMLStreamException {
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.isStartElement()) {
                if (!xml.getLocalName().equals("command") || !NAMESPACE.equals(xml.getNamespaceURI())) {
                    throw broken(Defect.UNKNOWN_RECORD, xml, FieldText.name(xml.getLocalName()));
                }
                count++;
                records.accept(XmlRecord.read(xml, new RecordDraft(count, count)));
                in.recordEnds();
            } else if (xml.isCharacters() && !xml.isWhiteSpace()) {
                throw broken(Defect.NOT_WELL_FORMED, xml, null);
            }
        }
    }

    /** With DTD support off the JDK skips a DOCTYPE but still tells of it. */
    private static void refuseDoctype(XMLStreamReader xml) {
        if (xml.getEventType() == XMLStreamConstants.DTD) {
            throw broken(Defect.DOCTYPE, xml, null);
        }
    }

    static FileBroken broken(Defect defect, XMLStreamReader xml, @Nullable String subject) {
        return new FileBroken(
                defect, xml.getLocation().getLineNumber(), xml.getLocation().getColumnNumber(), subject);
    }

    private static FileBroken broken(XMLStreamException e, @Nullable XMLStreamReader xml) {
        FileBroken broken = FileBroken.in(e);
        FileBroken nested = FileBroken.in(e.getNestedException());
        if (broken != null || nested != null) {
            return broken != null ? broken : nested;
        }
        if (xml == null) {
            return new FileBroken(Defect.NOT_WELL_FORMED, 1, 0);
        }
        return broken(Defect.NOT_WELL_FORMED, xml, null);
    }
}
