package io.kvitt.payment;

import org.jspecify.annotations.Nullable;

/** What to do about a wish, given what the provider said. */
public sealed interface Decision {

    /** Why it leads to no write; null when it leads to one. */
    @Nullable
    Code code();

    /** Send one write with this effect. */
    record Perform(Effect effect) implements Decision {

        @Override
        public @Nullable Code code() {
            return null;
        }
    }

    /** The payment is already as wished; a success without a write. */
    record AlreadySo(Code code) implements Decision {}

    /**
     * It cannot be done, and trying again would not help.
     *
     * @param found what the payment has, in minor units, where the command's amount is another; else null
     */
    record Refuse(Code code, @Nullable Long found) implements Decision {

        public Refuse(Code code) {
            this(code, null);
        }
    }

    /** It cannot be done yet; read again later. */
    record Wait(Code code) implements Decision {}
}
