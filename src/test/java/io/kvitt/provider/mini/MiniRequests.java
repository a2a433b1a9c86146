package io.kvitt.provider.mini;

import io.kvitt.payment.Code;
import io.kvitt.payment.Effect;
import io.kvitt.provider.Assignment;
import io.kvitt.provider.NotOffered;
import io.kvitt.provider.ProviderRequest;
import io.kvitt.provider.ReadFailed;
import io.kvitt.provider.Requests;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

final class MiniRequests implements Requests<MiniOrder> {

    static String path(String id) {
        if (!id.matches("[0-9]{1,18}")) {
            throw new ReadFailed(Code.PAYMENT_NOT_FOUND, "Mini's ids are numbers", null);
        }
        return "/payments/" + id;
    }

    @Override
    public ProviderRequest activate(Assignment assignment, MiniOrder order) {
        return request(Effect.ACTIVATE, "take", assignment, order);
    }

    @Override
    public ProviderRequest annul(Assignment assignment, MiniOrder order) {
        return request(Effect.ANNUL, "void", assignment, order);
    }

    @Override
    public ProviderRequest credit(Assignment assignment, MiniOrder order) {
        return request(Effect.CREDIT, "return", assignment, order);
    }

    @Override
    public ProviderRequest update(Assignment assignment, MiniOrder order) {
        throw new NotOffered(Code.NOT_OFFERED);
    }

    @Override
    public ProviderRequest release(Assignment assignment, MiniOrder order) {
        throw new NotOffered(Code.NOT_OFFERED);
    }

    private static ProviderRequest request(Effect effect, String operation, Assignment assignment, MiniOrder order) {
        if (!order.id().equals(assignment.providerOrderId())) {
            throw new ReadFailed(Code.READING_CONTRADICTS, "the reading is of another payment", null);
        }
        if (!order.allowed().contains(effect)) {
            throw new NotOffered(Code.NOT_OFFERED);
        }
        String name = String.join(
                "\n",
                assignment.account().name(),
                order.id(),
                assignment.command().commandId(),
                operation,
                Long.toString(order.amount()),
                Integer.toString(assignment.refusals()));
        return new ProviderRequest(
                effect,
                operation,
                order.amount(),
                order.currency(),
                "POST",
                path(order.id()) + "/" + operation,
                Map.of("amount", order.amount()),
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
    }
}
