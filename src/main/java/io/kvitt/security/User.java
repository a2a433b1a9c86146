package io.kvitt.security;

import io.kvitt.command.Sha256;

/**
 * A person.
 *
 * @param name in lower case
 * @param password {@code {id}hash}
 */
record User(String name, String password, Grant grant) {

    static final String PREFIX = "user:";

    Caller caller() {
        return new Caller(PREFIX + name, grant, Sha256.hex(password));
    }

    @Override
    public String toString() {
        return "User[" + name + "]";
    }
}
