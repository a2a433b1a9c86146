package io.kvitt.sandbox;

/** The fixed credentials of the sandbox. They open nothing but simulated orders on loopback. */
final class DemoCredentials {

    static final String KLARNA_USERNAME = "sandbox-klarna";
    static final String KUSTOM_USERNAME = "sandbox-kustom";
    static final String SVEA_MERCHANT_ID = "100001";
    static final String SECRET = "sandbox-secret";

    /** The key and the user of Kvitt's own API while the simulated accounts are the only ones. */
    static final String API_KEY_SHA256 = "2a97516c354b68848cdbd8f54a226a0a55b21ed138e207ad6c5cbb9c00aa5aea";

    static final String USER_PASSWORD = "{bcrypt}$2a$10$jKiwc6N.wUe8F6XZhMz0EuiTRPnebATV9jbhibkZrGe.Bvg2t7mYG";

    private DemoCredentials() {}
}
