package io.kvitt.sandbox.simulation;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Random identifiers that need not be unguessable, and so cost nothing. */
public final class Ids {

    private Ids() {}

    public static String random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x4000L;
        long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
