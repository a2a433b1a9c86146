package io.kvitt.camel;

/** The provider is out for a moment; the same request may simply be sent again. */
public final class TryAgain extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TryAgain(int status) {
        super("the provider answered " + status);
    }
}
