package io.kvitt.words;

/** Something that people are told, in one plain sentence in each language. */
public interface Told {

    String swedish();

    String english();
}
