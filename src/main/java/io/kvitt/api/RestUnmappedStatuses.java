package io.kvitt.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kvitt.desk.StatusActions;
import io.kvitt.orderstatus.UnmappedStatus;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code GET /api/v1/order-status-actions/unmapped}: what orders have got and nothing is set for. */
@Component("restUnmappedStatuses")
public class RestUnmappedStatuses {

    private final StatusActions desk;

    RestUnmappedStatuses(StatusActions desk) {
        this.desk = desk;
    }

    public void get(Exchange exchange) {
        Replies.json(
                exchange,
                200,
                Map.of(
                        "statuses",
                        desk.unmapped(Requests.caller(exchange.getMessage())).stream()
                                .map(View::of)
                                .toList()));
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            String status,
            @Nullable String account,
            @Nullable String paymentType,
            long changes,
            String firstSeen,
            String lastSeen) {

        static View of(UnmappedStatus seen) {
            return new View(
                    seen.status(),
                    seen.account(),
                    seen.paymentType(),
                    seen.changes(),
                    seen.firstSeen().toString(),
                    seen.lastSeen().toString());
        }
    }
}
