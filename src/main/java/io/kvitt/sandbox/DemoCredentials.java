package io.kvitt.sandbox;

/** The fixed credentials of the sandbox. They open nothing but simulated orders on loopback. */
final class DemoCredentials {

    static final String KLARNA_USERNAME = "sandbox-klarna";
    static final String KUSTOM_USERNAME = "sandbox-kustom";
    static final String SVEA_MERCHANT_ID = "100001";
    static final String SECRET = "sandbox-secret";

    private DemoCredentials() {}
}
