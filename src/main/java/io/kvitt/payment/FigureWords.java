package io.kvitt.payment;

import io.kvitt.words.Told;

/** What {@link Figures} are called. */
enum FigureWords implements Told {
    ASKED("Begärt", "Asked for"),
    FOUND("hos leverantören", "at the provider");

    private final String swedish;
    private final String english;

    FigureWords(String swedish, String english) {
        this.swedish = swedish;
        this.english = english;
    }

    @Override
    public String swedish() {
        return swedish;
    }

    @Override
    public String english() {
        return english;
    }
}
