package io.kvitt.words;

/** The languages that Kvitt speaks. */
public enum Language {
    SV,
    EN
}
