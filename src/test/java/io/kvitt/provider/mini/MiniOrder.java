package io.kvitt.provider.mini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kvitt.payment.Code;
import io.kvitt.payment.Effect;
import io.kvitt.payment.OrderLine;
import io.kvitt.payment.PaymentReading;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.provider.ReadFailed;
import java.util.List;
import java.util.Set;

/** A payment that is reserved as a whole, and then taken or given back as a whole. */
record MiniOrder(String id, State state, String currency, long amount) implements PaymentReading {

    private static final ObjectMapper JSON = new ObjectMapper();

    enum State {
        RESERVED,
        TAKEN,
        VOID,
        RETURNED
    }

    static MiniOrder read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            long amount = json.path("amount").longValue();
            String currency = json.path("currency").asText();
            if (amount > 0 && json.path("amount").isIntegralNumber() && currency.matches("[A-Z]{3}")) {
                String state = json.path("state").asText();
                return new MiniOrder(json.path("id").asText(), State.valueOf(state), currency, amount);
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // not a payment, or in a state that nobody has told us of
        }
        throw new ReadFailed(Code.PROVIDER_UNAVAILABLE, "Mini answered with no payment", null);
    }

    @Override
    public PaymentStatus status() {
        return switch (state) {
            case RESERVED -> PaymentStatus.AUTHORIZED;
            case TAKEN -> PaymentStatus.ACTIVATED;
            case VOID -> PaymentStatus.ANNULLED;
            case RETURNED -> PaymentStatus.CREDITED;
        };
    }

    @Override
    public long total() {
        return state == State.VOID ? 0 : amount;
    }

    @Override
    public long activated() {
        return state == State.TAKEN || state == State.RETURNED ? amount : 0;
    }

    @Override
    public long credited() {
        return state == State.RETURNED ? amount : 0;
    }

    @Override
    public long remaining() {
        return state == State.RESERVED ? amount : 0;
    }

    @Override
    public Set<Effect> allowed() {
        return switch (state) {
            case RESERVED -> Set.of(Effect.ACTIVATE, Effect.ANNUL);
            case TAKEN -> Set.of(Effect.CREDIT);
            case VOID, RETURNED -> Set.of();
        };
    }

    @Override
    public boolean matches(long wanted, List<OrderLine> lines) {
        return wanted == total() && lines.isEmpty();
    }

    @Override
    public String basis() {
        return JSON.createObjectNode().put("state", state.name()).toString();
    }
}
