package io.kvitt.settings;

import org.jspecify.annotations.Nullable;

/** A setting with which Kvitt does not start, and what to write instead. */
public final class WrongSetting extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final String property;
    private final @Nullable String value;
    private final String remedy;

    /**
     * @param property the setting's whole name, such as {@code kvitt.files.settle}
     * @param value as given; null when it is missing or nobody should see it
     * @param remedy what is allowed
     */
    public WrongSetting(String property, @Nullable String value, String remedy) {
        super(property + ": " + remedy);
        this.property = property;
        this.value = value;
        this.remedy = remedy;
    }

    public WrongSetting(String property, String remedy) {
        this(property, null, remedy);
    }

    /** @param nameAndRemedy the rest of the name, a colon, and the remedy */
    public static WrongSetting under(String prefix, String nameAndRemedy) {
        int colon = nameAndRemedy.indexOf(": ");
        return new WrongSetting(prefix + nameAndRemedy.substring(0, colon), nameAndRemedy.substring(colon + 2));
    }

    String property() {
        return property;
    }

    @Nullable
    String value() {
        return value;
    }

    String remedy() {
        return remedy;
    }
}
