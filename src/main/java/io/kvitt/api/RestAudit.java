package io.kvitt.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.kvitt.audit.AuditEntry;
import io.kvitt.audit.AuditHead;
import io.kvitt.audit.AuditVerdict;
import io.kvitt.desk.Audit;
import io.kvitt.desk.Page;
import io.kvitt.payment.Code;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code /api/v1/audit}. */
@Component("restAudit")
public class RestAudit {

    private final Audit desk;

    RestAudit(Audit desk) {
        this.desk = desk;
    }

    /** Newest first. */
    public void list(Exchange exchange) {
        Message request = exchange.getMessage();
        Page<AuditEntry> page = desk.list(Requests.caller(request), Requests.cursor(request), limit(request));
        Replies.page(exchange, "entries", page.items().stream().map(View::of).toList(), page.next());
    }

    /** Reads the whole chain; {@code noted} is a head that the caller noted earlier. */
    public void verify(Exchange exchange) {
        Message request = exchange.getMessage();
        AuditVerdict verdict = desk.verify(Requests.caller(request), noted(Requests.value(request, "noted")));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("intact", verdict.intact());
        body.put("entries", verdict.head().entries());
        body.put("head", verdict.head().toString());
        if (!verdict.intact()) {
            body.put("brokenAt", verdict.brokenAt());
            body.put("fault", verdict.fault());
        }
        Replies.json(exchange, 200, body);
    }

    private static @Nullable AuditHead noted(@Nullable String text) {
        try {
            return text == null ? null : AuditHead.parse(text);
        } catch (IllegalArgumentException e) {
            throw Requests.reject(Code.INVALID_VALUE, "noted", String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Long limit(Message request) {
        String text = Requests.value(request, "limit");
        if (text != null && !text.matches("[1-9]\\d{0,17}")) {
            throw Requests.reject(Code.INVALID_VALUE, "limit", "a whole number from 1 to " + Audit.LARGEST_PAGE);
        }
        return text == null ? null : Long.valueOf(text);
    }

    private record View(
            long position,
            String at,
            String actor,
            String what,
            String subject,
            @JsonRawValue String detail,
            String previous,
            String digest) {

        static View of(AuditEntry entry) {
            return new View(
                    entry.position(),
                    entry.at().toString(),
                    entry.actor(),
                    entry.what(),
                    entry.subject(),
                    entry.detail(),
                    entry.previous(),
                    entry.digest());
        }
    }
}
