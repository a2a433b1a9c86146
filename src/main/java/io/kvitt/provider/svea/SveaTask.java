package io.kvitt.provider.svea;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Svea says that its task can be asked after. Only the task's id is taken from there: scheme, host and anything
 * before {@code /api} are the account's own, so that an answer cannot send our signature to another host.
 */
final class SveaTask {

    private static final Pattern PATH = Pattern.compile("(?:[A-Za-z0-9._~/-]*/)?api/v1/queue/([A-Za-z0-9-]{1,64})/?");

    private SveaTask() {}

    /** The task's path from the account's base URL; empty when the location is no task's. */
    static Optional<String> path(@Nullable String location) {
        if (location == null) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(location.strip());
            Matcher path = PATH.matcher(uri.getRawPath() == null ? "" : uri.getRawPath());
            boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null;
            return plain && path.matches() ? Optional.of("/api/v1/queue/" + path.group(1)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
