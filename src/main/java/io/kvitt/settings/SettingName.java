package io.kvitt.settings;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * The name of something that may be set.
 *
 * @param elements in dashed form; {@code *} stands for a name that the merchant chooses, such as an account's
 * @param type of the value, as Java writes it
 */
record SettingName(List<String> elements, String type) {

    static final String ANY = "*";

    /** Whether {@code name}, as it stands in a file or on the command line, is this one. */
    boolean fits(ConfigurationPropertyName name) {
        int given = name.getNumberOfElements();
        boolean indexed = given == elements.size() + 1 && name.isLastElementIndexed();
        if (given != elements.size() && !indexed) {
            return false;
        }
        for (int i = 0; i < elements.size(); i++) {
            String element = elements.get(i);
            if (!element.equals(ANY) && !uniform(element).equals(name.getElement(i, Form.UNIFORM))) {
                return false;
            }
        }
        return true;
    }

    /** Whether an environment variable, which has underscores for dots and may have lost its dashes, is this one. */
    boolean fitsVariable(String variable) {
        StringBuilder pattern = new StringBuilder();
        elements.forEach(element -> pattern.append(element.equals(ANY) ? ".+" : uniform(element)));
        return Pattern.matches(pattern + "\\d*", uniform(variable));
    }

    /** This name with what was given in the places that are free. */
    String with(ConfigurationPropertyName given) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < elements.size(); i++) {
            String element = elements.get(i);
            boolean free = element.equals(ANY) && i < given.getNumberOfElements();
            name.append(i == 0 ? "" : ".").append(free ? given.getElement(i, Form.ORIGINAL) : element);
        }
        return name.toString();
    }

    /** Times, and lists and maps of times. */
    boolean isDuration() {
        return type.contains("java.time.Duration");
    }

    private static String uniform(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    @Override
    public String toString() {
        return String.join(".", elements);
    }
}
