package io.kvitt.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kvitt.command.CommandRejected;
import io.kvitt.command.Violation;
import io.kvitt.payment.Code;
import java.io.StringReader;
import java.util.Iterator;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.Event.ID;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * As much of YAML as JSON can say: mappings, lists, text, whole numbers, true, false and null. No tags, anchors or
 * aliases, no second document, no key twice. Plain {@code on}, {@code no} and {@code 010} are text: a status may be
 * called that.
 */
public final class StrictYaml {

    private static final int DEEPEST = 8;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Iterator<Event> events;

    private StrictYaml(Iterator<Event> events) {
        this.events = events;
    }

    public static JsonNode object(byte[] body) {
        String text = StrictJson.utf8(body);
        LoaderOptions limits = new LoaderOptions();
        limits.setNestingDepthLimit(DEEPEST + 1);
        try {
            return new StrictYaml(new Yaml(limits).parse(new StringReader(text)).iterator()).document();
        } catch (MarkedYAMLException e) {
            throw e.getProblemMark() == null
                    ? malformed("send one YAML document")
                    : at(e.getProblemMark().getLine());
        } catch (YAMLException e) {
            throw malformed("send one YAML document");
        }
    }

    /** Block style, quoted where another reader of YAML would take the text for something else. */
    public static String write(Object tree) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(FlowStyle.BLOCK);
        options.setDefaultScalarStyle(ScalarStyle.PLAIN);
        options.setSplitLines(false);
        options.setAllowUnicode(true);
        return new Yaml(options).dump(tree);
    }

    private JsonNode document() {
        events.next();
        Event start = events.next();
        if (!(start instanceof DocumentStartEvent document)) {
            throw malformed("send one YAML document");
        }
        if (document.getTags() != null && !document.getTags().isEmpty()) {
            throw refused(start, "tags");
        }
        JsonNode node = node(events.next(), 1);
        events.next();
        if (!events.next().is(ID.StreamEnd)) {
            throw malformed("send one YAML document, not several");
        }
        if (!node.isObject()) {
            throw malformed("send a mapping");
        }
        return node;
    }

    private JsonNode node(Event event, int depth) {
        if (event.is(ID.Alias) || (event instanceof NodeEvent node && node.getAnchor() != null)) {
            throw refused(event, "anchors and aliases");
        }
        if (depth > DEEPEST) {
            throw malformed("nest at most " + DEEPEST + " deep");
        }
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar);
        }
        if (event instanceof CollectionStartEvent start && start.getTag() != null) {
            throw refused(event, "tags");
        }
        return event.is(ID.MappingStart) ? mapping(depth) : list(depth);
    }

    private ObjectNode mapping(int depth) {
        ObjectNode object = JSON.objectNode();
        for (Event event = events.next(); !event.is(ID.MappingEnd); event = events.next()) {
            if (!(event instanceof ScalarEvent key) || key.getTag() != null || key.getAnchor() != null) {
                throw refused(event, "keys that are not plain text");
            }
            if (object.has(key.getValue())) {
                throw refused(event, "a key twice");
            }
            object.set(key.getValue(), node(events.next(), depth + 1));
        }
        return object;
    }

    private ArrayNode list(int depth) {
        ArrayNode array = JSON.arrayNode();
        for (Event event = events.next(); !event.is(ID.SequenceEnd); event = events.next()) {
            array.add(node(event, depth + 1));
        }
        return array;
    }

    private static JsonNode scalar(ScalarEvent scalar) {
        if (scalar.getTag() != null) {
            throw refused(scalar, "tags");
        }
        String text = scalar.getValue();
        if (!scalar.isPlain()) {
            return JSON.textNode(text);
        }
        return switch (text) {
            case "", "~", "null" -> JSON.nullNode();
            case "true" -> JSON.booleanNode(true);
            case "false" -> JSON.booleanNode(false);
            default ->
                WHOLE_NUMBER.matcher(text).matches() ? JSON.numberNode(Long.parseLong(text)) : JSON.textNode(text);
        };
    }

    private static CommandRejected refused(Event event, String what) {
        return malformed(
                "leave out " + what + ", as in line " + (event.getStartMark().getLine() + 1));
    }

    private static CommandRejected at(int line) {
        return malformed("send one YAML document; it breaks at line " + (line + 1));
    }

    private static CommandRejected malformed(String remedy) {
        return new CommandRejected(new Violation(Code.MALFORMED, "body", remedy));
    }
}
