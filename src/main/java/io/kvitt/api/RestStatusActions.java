package io.kvitt.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.desk.StatusActions;
import io.kvitt.desk.StatusActions.Version;
import io.kvitt.document.ActionsReader;
import io.kvitt.document.StrictJson;
import io.kvitt.document.StrictYaml;
import io.kvitt.orderstatus.ActionSettings;
import io.kvitt.orderstatus.SettingsVersion;
import io.kvitt.payment.Code;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.MimeTypeUtils;

/** {@code /api/v1/order-status-actions}: the settings, as JSON or YAML, and their versions. */
@Component("restStatusActions")
public class RestStatusActions {

    private static final int LARGEST_BODY = 256 * 1024;
    private static final String YAML = "application/yaml";
    private static final Pattern VERSION = Pattern.compile("\"?(0|[1-9][0-9]{0,17})\"?");

    private final StatusActions desk;
    private final ActionsReader reader;

    RestStatusActions(StatusActions desk, ActionsReader reader) {
        this.desk = desk;
        this.reader = reader;
    }

    /** The newest version, as it can be put back. Before the first there is version 0, which says nothing. */
    public void get(Exchange exchange) {
        show(exchange, desk.newest(Requests.caller(exchange.getMessage())));
    }

    public void getVersion(Exchange exchange) {
        Message request = exchange.getMessage();
        show(exchange, desk.version(Requests.caller(request), version(request)));
    }

    /** Replaces the whole, if nobody else has since the caller looked. */
    public void put(Exchange exchange) {
        Message request = exchange.getMessage();
        Long basedOn = basedOn(request);
        Instant effectiveFrom = effectiveFrom(Requests.value(request, "effectiveFrom"));
        ActionSettings wanted = reader.read(document(request));
        show(exchange, desk.change(Requests.caller(request), wanted, basedOn, effectiveFrom));
    }

    /** Makes an old version the newest again. */
    public void rollback(Exchange exchange) {
        Message request = exchange.getMessage();
        show(exchange, desk.rollback(Requests.caller(request), version(request), basedOn(request)));
    }

    public void versions(Exchange exchange) {
        List<Map<String, Object>> versions = desk.versions(Requests.caller(exchange.getMessage())).stream()
                .map(RestStatusActions::view)
                .toList();
        Replies.json(exchange, 200, Map.of("versions", versions));
    }

    /** The document, in the form in which it was declared to be sent. */
    private static JsonNode document(Message request) {
        String type = request.getHeader(Exchange.CONTENT_TYPE, "", String.class);
        return type.split(";")[0].trim().equalsIgnoreCase(YAML)
                ? StrictYaml.object(Requests.body(request, YAML, LARGEST_BODY))
                : StrictJson.object(Requests.body(request, "application/json", LARGEST_BODY));
    }

    private static void show(Exchange exchange, SettingsVersion version) {
        boolean yaml = likesYaml(exchange.getMessage().getHeader("Accept", "", String.class));
        Map<String, Object> tree = version.settings().tree();
        Message reply =
                yaml ? Replies.set(exchange, 200, YAML, StrictYaml.write(tree)) : Replies.json(exchange, 200, tree);
        reply.setHeader("ETag", "\"" + version.version() + "\"");
        reply.setHeader("Vary", "Accept");
        if (version.effectiveFrom() != null) {
            reply.setHeader("Kvitt-Effective-From", version.effectiveFrom().toString());
        }
    }

    /** Whether YAML comes before JSON, of which who names both as equals gets the one that is named first. */
    private static boolean likesYaml(String accept) {
        try {
            List<MediaType> liked = MediaType.parseMediaTypes(accept);
            MimeTypeUtils.sortBySpecificity(liked);
            for (MediaType type : liked) {
                if (type.includes(MediaType.APPLICATION_JSON) || type.includes(MediaType.APPLICATION_YAML)) {
                    return !type.includes(MediaType.APPLICATION_JSON);
                }
            }
            return false;
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static Map<String, Object> view(Version told) {
        SettingsVersion version = told.version();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("version", version.version());
        putIfThere(view, "changedBy", version.changedBy());
        putIfThere(view, "changedAt", version.changedAt());
        putIfThere(view, "effectiveFrom", version.effectiveFrom());
        if (version.rollbackOf() != null) {
            view.put("rollbackOf", version.rollbackOf());
        }
        view.put("inEffect", told.inEffect());
        return view;
    }

    private static void putIfThere(Map<String, Object> view, String name, @Nullable Object value) {
        if (value != null) {
            view.put(name, value.toString());
        }
    }

    private static @Nullable Long basedOn(Message request) {
        String match = Requests.value(request, "If-Match");
        if (match != null && !VERSION.matcher(match).matches()) {
            throw Requests.reject(Code.INVALID_VALUE, "If-Match", "one ETag as it was given, such as \"7\"");
        }
        return match == null ? null : Long.parseLong(match.replace("\"", ""));
    }

    private static long version(Message request) {
        String version = String.valueOf(Requests.value(request, "version"));
        return VERSION.matcher(version).matches() ? Long.parseLong(version.replace("\"", "")) : -1;
    }

    private static @Nullable Instant effectiveFrom(@Nullable String text) {
        try {
            // In a query a plus means a blank.
            return text == null
                    ? null
                    : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException e) {
            throw Requests.reject(Code.INVALID_VALUE, "effectiveFrom", StatusActions.COMING);
        }
    }
}
