package io.kvitt.words;

/** What is said to people, in one plain sentence in each language. */
public record Sentence(String sv, String en) {

    public Sentence followedBy(Sentence next) {
        return new Sentence(sv + " " + next.sv, en + " " + next.en);
    }

    public String in(Language language) {
        return switch (language) {
            case SV -> sv;
            case EN -> en;
        };
    }
}
