package io.kvitt.notification;

import io.kvitt.notification.MailOutbox.Batch;
import io.kvitt.payment.Code;
import io.kvitt.words.Language;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A mail about failures, in the merchant's language. What came from outside stays on its line. */
enum MailWording {
    SV(
            "Kvitt: %s misslyckades för order %s",
            "Kvitt: %d åtgärder misslyckades",
            "Dessa betalningsåtgärder gick inte att utföra:",
            "- Order %s, konto %s: %s",
            "Föreslagen orderstatus: ",
            "Kommando: ",
            "… och %d till.",
            """
            Vad du kan göra: se efter i leverantörens portal hur betalningen står. Det som väntar på en människa \
            listas av GET /api/v1/attention, och kan försökas igen eller stängas där. En nekad åtgärd görs om med \
            ett nytt kommando."""),
    EN(
            "Kvitt: %s failed for order %s",
            "Kvitt: %d actions failed",
            "These payment actions could not be carried out:",
            "- Order %s, account %s: %s",
            "Suggested order status: ",
            "Command: ",
            "… and %d more.",
            """
            What to do: look at the payment in the provider's portal. What waits for a person is listed by \
            GET /api/v1/attention, and can be tried again or closed there. A refused action is made again with a \
            new command.""");

    private final String subjectOfOne;
    private final String subjectOfMany;
    private final String opening;
    private final String line;
    private final String suggestion;
    private final String command;
    private final String rest;
    private final String remedy;

    MailWording(
            String subjectOfOne,
            String subjectOfMany,
            String opening,
            String line,
            String suggestion,
            String command,
            String rest,
            String remedy) {
        this.subjectOfOne = subjectOfOne;
        this.subjectOfMany = subjectOfMany;
        this.opening = opening;
        this.line = line;
        this.suggestion = suggestion;
        this.command = command;
        this.rest = rest;
        this.remedy = remedy;
    }

    String subject(Batch batch) {
        FailedCommand first = batch.lines().get(0);
        return batch.total() == 1
                ? subjectOfOne.formatted(first.action().wireName(), oneLine(first.orderNumber()))
                : subjectOfMany.formatted(batch.total());
    }

    String text(Batch batch) {
        long more = batch.total() - batch.lines().size();
        return opening + "\n\n"
                + batch.lines().stream().map(this::paragraph).collect(Collectors.joining("\n"))
                + (more == 0 ? "" : "\n" + rest.formatted(more) + "\n")
                + "\n" + remedy + "\n";
    }

    private String paragraph(FailedCommand failed) {
        Code code = failed.code();
        return line.formatted(
                        oneLine(failed.orderNumber()),
                        oneLine(failed.account()),
                        failed.action().wireName())
                + "\n"
                + (code == null
                        ? ""
                        : "  " + code.wireName() + ": " + code.sentence().in(this == SV ? Language.SV : Language.EN)
                                + "\n")
                + (failed.suggestedStatus() == null ? "" : "  " + suggestion + oneLine(failed.suggestedStatus()) + "\n")
                + "  " + command + oneLine(failed.commandId()) + "\n";
    }

    private static String oneLine(@Nullable String text) {
        return text == null ? "–" : text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
    }
}
