package io.kvitt.payment;

import io.kvitt.words.Sentence;
import io.kvitt.words.Told;

/** What {@link Figures} are called. */
enum FigureWords implements Told {
    ASKED("Begärt", "Asked for"),
    FOUND("hos leverantören", "at the provider"),
    TAKEN("Inget belopp angavs; draget", "No amount was given; taken"),
    REPAID("Inget belopp angavs; återbetalt", "No amount was given; repaid");

    private final Sentence sentence;

    FigureWords(String swedish, String english) {
        this.sentence = new Sentence(swedish, english);
    }

    @Override
    public Sentence sentence() {
        return sentence;
    }
}
