package io.kvitt.metrics;

import java.util.regex.Pattern;
import org.springframework.boot.json.JsonWriter.MemberPath;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.json.JsonWriter.ValueProcessor;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;
import org.springframework.core.env.Environment;

/**
 * The second lock on the logs' door, for JSON logs: Kvitt logs no personal data by itself, but a merchant may put some
 * into an id, and a library into an exception. What looks like an e-mail address, a personal number, a card number or a
 * credential is masked. Text logs use the same pattern.
 */
final class Mask implements StructuredLoggingJsonMembersCustomizer<Object> {

    static final String PATTERN = "kvitt.logging.mask";
    private static final String MASKED = "(masked)";

    private final Pattern pattern;

    Mask(Environment environment) {
        this.pattern = Pattern.compile(environment.getRequiredProperty(PATTERN));
    }

    @Override
    public void customize(Members<Object> members) {
        members.applyingValueProcessor(ValueProcessor.of(String.class, this::of).when(text -> true));
    }

    private String of(MemberPath path, String text) {
        return of(text);
    }

    String of(String text) {
        return pattern.matcher(text).replaceAll(MASKED);
    }
}
