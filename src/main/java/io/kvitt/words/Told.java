package io.kvitt.words;

import java.util.Locale;

/** Something that people are told, and programs by its name; an enum. */
public interface Told {

    String name();

    Sentence sentence();

    /** As it stands in answers: stable, while the sentences may change. */
    default String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
