package io.kvitt.views;

import io.kvitt.erp.store.Lying;

/**
 * Something that lies in the ERP folder and is not taken, as it is told.
 *
 * @param folder {@code in} or {@code work}
 * @param since ISO 8601, when it was first seen there
 */
public record LyingView(String folder, String name, CommandView.Message message, String since) {

    public static LyingView of(Lying lying) {
        return new LyingView(
                lying.folder(),
                lying.name(),
                new CommandView.Message(lying.why().swedish(), lying.why().english()),
                lying.since().toString());
    }
}
