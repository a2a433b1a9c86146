package io.kvitt.views;

import io.kvitt.erp.store.Lying;
import io.kvitt.words.Sentence;

/**
 * Something that lies in the ERP folder and is not taken, as it is told.
 *
 * @param folder {@code in} or {@code work}
 * @param since ISO 8601, when it was first seen there
 */
public record LyingView(String folder, String name, Sentence message, String since) {

    public static LyingView of(Lying lying) {
        return new LyingView(
                lying.folder(),
                lying.name(),
                lying.why().sentence(),
                lying.since().toString());
    }
}
