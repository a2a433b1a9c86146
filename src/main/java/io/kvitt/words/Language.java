package io.kvitt.words;

/** The languages that Kvitt speaks. */
public enum Language {
    SV,
    EN;

    public String sentence(Told told) {
        return this == SV ? told.swedish() : told.english();
    }
}
