package io.kvitt.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A request's path below {@code /sandbox}.
 *
 * @param root a provider, or {@code control}
 * @param segments what follows, without empty parts; a trailing slash makes no difference
 */
record RequestPath(String root, List<String> segments, String query) {

    static RequestPath of(String uri) {
        int mark = uri.indexOf('?');
        String path = mark < 0 ? uri : uri.substring(0, mark);
        List<String> parts = new ArrayList<>(10);
        int from = 0;
        while (from < path.length()) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            if (to > from) {
                parts.add(path.substring(from, to));
            }
            from = to + 1;
        }
        boolean ours = parts.size() > 1 && parts.get(0).equals("sandbox");
        return new RequestPath(
                ours ? parts.get(1) : "",
                ours ? parts.subList(2, parts.size()) : List.of(),
                mark < 0 ? "" : uri.substring(mark + 1));
    }

    /** The query's parameters; none of ours needs decoding. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return parameters;
    }
}
