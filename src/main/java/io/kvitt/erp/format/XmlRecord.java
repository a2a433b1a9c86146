package io.kvitt.erp.format;

import java.util.EnumMap;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads one {@code command} element. */
final class XmlRecord {

    private static final Map<String, Field> ATTRIBUTES =
            Map.of("id", Field.COMMAND_ID, "type", Field.COMMAND, "provider", Field.PROVIDER);
    private static final Map<String, Field> ELEMENTS = Map.of(
            "providerOrderId", Field.PROVIDER_ORDER_ID,
            "orderNo", Field.ORDER_NO,
            "status", Field.STATUS,
            "occurredAt", Field.OCCURRED_AT,
            "paymentType", Field.PAYMENT_TYPE,
            "amount", Field.AMOUNT,
            "currency", Field.CURRENCY,
            "reason", Field.REASON);
    private static final Map<String, RowField> ROW_ATTRIBUTES = Map.of(
            "no", RowField.ROW_NO,
            "sku", RowField.SKU,
            "qty", RowField.QTY,
            "unitPrice", RowField.UNIT_PRICE,
            "vatPercent", RowField.VAT_PERCENT,
            "discountPercent", RowField.DISCOUNT_PERCENT);

    private XmlRecord() {}

    /** @param xml on the start of the element; it is left on its end */
    static FileRecord read(XMLStreamReader xml, RecordDraft draft) throws XMLStreamException {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            set(draft, ATTRIBUTES.get(name(xml, i)), xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        boolean rows = false;
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.isStartElement()) {
                String name = xml.getLocalName();
                if (!XmlRecords.NAMESPACE.equals(xml.getNamespaceURI())) {
                    draft.unknown(name);
                    skip(xml);
                } else if (name.equals("rows")) {
                    if (rows) {
                        draft.repeated(name);
                    }
                    rows = true;
                    rows(xml, draft);
                } else {
                    element(xml, draft, name);
                }
            } else {
                refuseText(xml, draft, "command");
            }
        }
        return draft.record();
    }

    private static void element(XMLStreamReader xml, RecordDraft draft, String name) throws XMLStreamException {
        Field field = ELEMENTS.get(name);
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            Field attribute = field == Field.AMOUNT && name(xml, i).equals("currency") ? Field.CURRENCY : null;
            set(draft, attribute, xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        set(draft, field, name, text(xml, draft));
    }

    private static void rows(XMLStreamReader xml, RecordDraft draft) throws XMLStreamException {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            draft.unknown(xml.getAttributeLocalName(i));
        }
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.isStartElement()
                    && xml.getLocalName().equals("row")
                    && XmlRecords.NAMESPACE.equals(xml.getNamespaceURI())) {
                draft.row(row(xml, draft));
            } else if (xml.isStartElement()) {
                draft.unknown(xml.getLocalName());
                skip(xml);
            } else {
                refuseText(xml, draft, "rows");
            }
        }
    }

    private static Map<RowField, String> row(XMLStreamReader xml, RecordDraft draft) throws XMLStreamException {
        Map<RowField, String> row = new EnumMap<>(RowField.class);
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            RowField field = ROW_ATTRIBUTES.get(name(xml, i));
            if (field == null) {
                draft.unknown(xml.getAttributeLocalName(i));
            } else if (!xml.getAttributeValue(i).isEmpty()) {
                row.put(field, xml.getAttributeValue(i));
            }
        }
        String name = text(xml, draft);
        if (!name.isEmpty()) {
            row.put(RowField.NAME, name);
        }
        return row;
    }

    private static void set(RecordDraft draft, @Nullable Field field, String name, String value) {
        if (field == null) {
            draft.unknown(name);
        } else if (!value.isEmpty() && !draft.set(field, value)) {
            draft.repeated(name);
        }
    }

    /** An element's text, stripped of white space around it. */
    private static String text(XMLStreamReader xml, RecordDraft draft) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.isStartElement()) {
                draft.unknown(xml.getLocalName());
                skip(xml);
            } else if (xml.isCharacters() || xml.getEventType() == XMLStreamConstants.CDATA) {
                text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
            } else if (xml.getEventType() == XMLStreamConstants.ENTITY_REFERENCE) {
                throw XmlRecords.broken(Defect.NOT_WELL_FORMED, xml, null);
            }
        }
        return text.toString().strip();
    }

    private static void refuseText(XMLStreamReader xml, RecordDraft draft, String element) {
        boolean text = xml.isCharacters() || xml.getEventType() == XMLStreamConstants.CDATA;
        if (text && !xml.isWhiteSpace()) {
            draft.notText(element);
        }
    }

    private static void skip(XMLStreamReader xml) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT && ++depth > 8) {
                throw XmlRecords.broken(Defect.NOT_WELL_FORMED, xml, null);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    /** Attributes of our own have no namespace. */
    private static String name(XMLStreamReader xml, int attribute) {
        String namespace = xml.getAttributeNamespace(attribute);
        return namespace == null || namespace.isEmpty() ? xml.getAttributeLocalName(attribute) : "";
    }
}
