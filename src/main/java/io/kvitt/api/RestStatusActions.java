package io.kvitt.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.command.CommandRejected;
import io.kvitt.document.ActionsReader;
import io.kvitt.document.StrictJson;
import io.kvitt.document.StrictYaml;
import io.kvitt.orderstatus.ActionSettings;
import io.kvitt.orderstatus.SettingsTable;
import io.kvitt.orderstatus.SettingsVersion;
import io.kvitt.payment.Code;
import io.kvitt.views.Problem;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code /api/v1/order-status-actions}: the settings, as JSON or YAML, and their versions. */
@Component("restStatusActions")
public class RestStatusActions {

    private static final int LARGEST_BODY = 256 * 1024;
    private static final int MOST_VERSIONS = 200;
    private static final Duration LONGEST_AHEAD = Duration.ofDays(3650);
    private static final String YAML = "application/yaml";
    private static final Pattern VERSION = Pattern.compile("\"?(0|[1-9][0-9]{0,17})\"?");

    private final SettingsTable settings;
    private final ActionsReader reader;
    private final Clock clock;

    RestStatusActions(SettingsTable settings, ActionsReader reader, Clock clock) {
        this.settings = settings;
        this.reader = reader;
        this.clock = clock;
    }

    /** The newest version, as it can be put back. Before the first there is version 0, which says nothing. */
    public void get(Exchange exchange) {
        Requests.requireAllAccounts(exchange.getMessage());
        show(exchange, settings.newest());
    }

    public void getVersion(Exchange exchange) {
        Requests.requireAllAccounts(exchange.getMessage());
        Optional<SettingsVersion> version = settings.find(version(exchange.getMessage()));
        if (version.isPresent()) {
            show(exchange, version.get());
        } else {
            notFound(exchange);
        }
    }

    /** Replaces the whole, if nobody else has since the caller looked. */
    public void put(Exchange exchange) {
        Message request = exchange.getMessage();
        Requests.requireAllAccounts(request);
        Long basedOn = basedOn(request);
        if (basedOn == null) {
            Replies.problem(
                    exchange,
                    Problem.of(
                            428,
                            "version-required",
                            "Ange vilken version ändringen bygger på.",
                            "Say which version the change is made to.",
                            "If-Match: the ETag of the settings that you have read"));
            return;
        }
        Instant effectiveFrom = effectiveFrom(Requests.value(request, "effectiveFrom"));
        ActionSettings wanted = reader.read(document(request));
        stored(exchange, settings.store(wanted, basedOn, Requests.actor(request), effectiveFrom, null));
    }

    /** Makes an old version the newest again. */
    public void rollback(Exchange exchange) {
        Message request = exchange.getMessage();
        Requests.requireAllAccounts(request);
        Optional<SettingsVersion> old = settings.find(version(request));
        if (old.isEmpty()) {
            notFound(exchange);
            return;
        }
        Long basedOn = basedOn(request);
        long newest = basedOn == null ? settings.newest().version() : basedOn;
        stored(
                exchange,
                settings.store(
                        old.get().settings(),
                        newest,
                        Requests.actor(request),
                        null,
                        old.get().version()));
    }

    public void versions(Exchange exchange) {
        Requests.requireAllAccounts(exchange.getMessage());
        long counts = settings.effectiveVersion();
        Replies.json(
                exchange,
                200,
                Map.of(
                        "versions",
                        settings.versions(MOST_VERSIONS).stream()
                                .map(version -> view(version, counts))
                                .toList()));
    }

    /** The document, in the form in which it was declared to be sent. */
    private static JsonNode document(Message request) {
        String type = request.getHeader(Exchange.CONTENT_TYPE, "", String.class);
        return type.split(";")[0].trim().equalsIgnoreCase(YAML)
                ? StrictYaml.object(Requests.body(request, YAML, LARGEST_BODY))
                : StrictJson.object(Requests.body(request, "application/json", LARGEST_BODY));
    }

    private static void stored(Exchange exchange, Optional<SettingsVersion> version) {
        if (version.isPresent()) {
            show(exchange, version.get());
        } else {
            Replies.problem(
                    exchange,
                    Problem.of(
                            412,
                            "settings-changed",
                            "Inställningarna har ändrats av någon annan.",
                            "The settings have been changed by somebody else.",
                            "If-Match: read the settings again and make the change to them"));
        }
    }

    private static void show(Exchange exchange, SettingsVersion version) {
        boolean yaml =
                exchange.getMessage().getHeader("Accept", "", String.class).contains(YAML);
        Map<String, Object> tree = version.settings().tree();
        Message reply =
                yaml ? Replies.set(exchange, 200, YAML, StrictYaml.write(tree)) : Replies.json(exchange, 200, tree);
        reply.setHeader("ETag", "\"" + version.version() + "\"");
        reply.setHeader("Vary", "Accept");
        if (version.effectiveFrom() != null) {
            reply.setHeader("Kvitt-Effective-From", version.effectiveFrom().toString());
        }
    }

    private static Map<String, Object> view(SettingsVersion version, long counts) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("version", version.version());
        putIfThere(view, "changedBy", version.changedBy());
        putIfThere(view, "changedAt", version.changedAt());
        putIfThere(view, "effectiveFrom", version.effectiveFrom());
        if (version.rollbackOf() != null) {
            view.put("rollbackOf", version.rollbackOf());
        }
        view.put("inEffect", version.version() == counts);
        return view;
    }

    private static void putIfThere(Map<String, Object> view, String name, @Nullable Object value) {
        if (value != null) {
            view.put(name, value.toString());
        }
    }

    private static void notFound(Exchange exchange) {
        Replies.problem(
                exchange,
                Problem.of(
                        404,
                        "version-not-found",
                        "Versionen finns inte.",
                        "There is no such version.",
                        "version: no such version"));
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

    /** @throws CommandRejected when it is no moment, or lies behind us: the past is what it was */
    private @Nullable Instant effectiveFrom(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            // In a query a plus means a blank.
            Instant moment = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            Instant now = clock.instant();
            if (!moment.isBefore(now) && moment.isBefore(now.plus(LONGEST_AHEAD))) {
                return moment;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw Requests.reject(
                Code.INVALID_VALUE,
                "effectiveFrom",
                "a coming moment within ten years, with its zone, such as 2027-01-01T00:00:00+01:00");
    }
}
