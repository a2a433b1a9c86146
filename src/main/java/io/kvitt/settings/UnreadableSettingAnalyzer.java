package io.kvitt.settings;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.util.unit.DataSize;

/** Tells a value that cannot be read as what it should be: an unknown zone or language, a word for a number. */
class UnreadableSettingAnalyzer extends AbstractFailureAnalyzer<BindException> implements Ordered {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, BindException broken) {
        ConfigurationProperty property = broken.getProperty();
        if (property == null || !property.getName().toString().startsWith("kvitt.")) {
            return null;
        }
        String name = property.getName().toString();
        return new WrongSettingAnalyzer()
                .analyze(
                        root,
                        new WrongSetting(name, WrongSettingAnalyzer.shown(name, property.getValue()), allowed(broken)));
    }

    private static String allowed(BindException broken) {
        ConversionFailedException conversion = findCause(broken);
        TypeDescriptor target = conversion == null ? null : conversion.getTargetType();
        Class<?> type = target == null ? Object.class : target.getObjectType();
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> String.valueOf(constant)
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '-'))
                            .collect(Collectors.joining(", "));
        }
        if (type == ZoneId.class) {
            return "a time zone such as Europe/Stockholm";
        }
        if (type == Duration.class) {
            return "a number with its unit: 500ms, 5s, 30m, 12h or 7d";
        }
        if (type == DataSize.class) {
            return "a number with its unit: 64KB, 512MB or 2GB";
        }
        if (type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        return "a value of the kind that docs/configuration.md gives";
    }

    private static @Nullable ConversionFailedException findCause(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConversionFailedException conversion) {
                return conversion;
            }
        }
        return null;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 1;
    }
}
