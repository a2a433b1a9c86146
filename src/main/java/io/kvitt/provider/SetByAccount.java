package io.kvitt.provider;

import java.util.Map;

/**
 * A settings record that has something for single accounts under {@code kvitt.accounts}. Whatever account it names must be
 * one: a misspelt name must not quietly leave an account without what was set for it.
 */
public interface SetByAccount {

    /** What was set, by account name. */
    Map<String, ?> accounts();
}
