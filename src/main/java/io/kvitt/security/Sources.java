package io.kvitt.security;

import jakarta.servlet.http.HttpServletRequest;

/** Where a request comes from, for counting attempts only: it is neither logged nor stored. */
final class Sources {

    private static final int IPV6_NETWORK_PARTS = 4;

    private Sources() {}

    /** An IPv6 address stands for its /64, which is what one customer has. */
    static String of(HttpServletRequest request) {
        String address = String.valueOf(request.getRemoteAddr());
        String[] parts = address.split(":");
        return parts.length > IPV6_NETWORK_PARTS
                ? String.join(":", java.util.Arrays.copyOf(parts, IPV6_NETWORK_PARTS))
                : address;
    }
}
