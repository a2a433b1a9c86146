package io.kvitt.provider.mini;

import io.kvitt.payment.Effect;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.provider.AccountSettings;
import io.kvitt.provider.Provider;
import io.kvitt.provider.ProviderAnswer;
import io.kvitt.provider.ProviderContract;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

class MiniContractTest extends ProviderContract {

    @TempDir
    private Path directory;

    @Override
    protected Provider provider() {
        return new Mini();
    }

    @Override
    protected Class<? extends AccountSettings> settings() {
        return MiniAccounts.class;
    }

    @Override
    protected Map<String, String> ownSettings() {
        return Map.of("secret", "hemligt");
    }

    @Override
    protected String orderId() {
        return "4711";
    }

    @Override
    protected Map<PaymentStatus, List<String>> orders() {
        return Map.of(
                PaymentStatus.AUTHORIZED, List.of(order("RESERVED")),
                PaymentStatus.ACTIVATED, List.of(order("TAKEN")),
                PaymentStatus.ANNULLED, List.of(order("VOID")),
                PaymentStatus.CREDITED, List.of(order("RETURNED")));
    }

    @Override
    protected Set<PaymentStatus> neverShown() {
        return EnumSet.complementOf(EnumSet.copyOf(orders().keySet()));
    }

    @Override
    protected String authorized(String orderId, long amount) {
        return MiniServer.payment(orderId, "RESERVED", amount);
    }

    @Override
    protected Map<Effect, Change> changes() {
        return Map.of(
                Effect.ACTIVATE, new Change(order("RESERVED"), order("TAKEN")),
                Effect.ANNUL, new Change(order("RESERVED"), order("VOID")),
                Effect.CREDIT, new Change(order("TAKEN"), order("RETURNED")));
    }

    @Override
    protected ProviderAnswer refusal() {
        return answer(409, "{\"error\":\"not-reserved\"}");
    }

    @Override
    protected List<Path> routes(String name) {
        Path routes = MiniRoutes.in(directory);
        return List.of(routes.resolve("provider.camel.yaml"), routes.resolve(name + ".camel.yaml"));
    }

    private String order(String state) {
        return MiniServer.payment(orderId(), state, 10_000);
    }
}
