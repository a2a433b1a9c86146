package io.kvitt.erp.record;

import io.kvitt.command.CommandRules;
import io.kvitt.command.OrderNumber;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Violation;
import io.kvitt.erp.format.Field;
import io.kvitt.erp.format.FieldText;
import io.kvitt.erp.format.FileFormat;
import io.kvitt.erp.format.FileRecord;
import io.kvitt.erp.format.Naming;
import io.kvitt.orderstatus.ChangeRules;
import io.kvitt.orderstatus.StatusChange;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.OrderLine;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns a record into a command or a change of status, or says everything that is wrong with it. */
@Component
public final class RecordRules {

    private static final int MAX_FIELD_LENGTH = 8192;

    private final AccountChoice accounts;
    private final Clock clock;

    public RecordRules(AccountChoice accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * @param ids what a record without a command id of its own is called, before its number
     * @param requestedBy the file
     */
    public CheckedRecord check(FileRecord record, FileFormat format, String ids, String requestedBy) {
        List<Violation> found = new ArrayList<>(record.flaws());
        Naming naming = format.naming();
        text(record, naming, found);
        boolean status = "status".equals(FieldText.lowerCase(String.valueOf(record.value(Field.COMMAND))));
        Action action = status ? null : action(record, found);
        String currency = record.value(Field.CURRENCY);
        Integer decimals = currency == null ? null : MajorUnits.decimals(currency);
        if (currency != null && decimals == null) {
            found.add(invalid("currency", "an ISO 4217 code in capitals, such as SEK"));
        }
        if (currency == null
                && (record.value(Field.AMOUNT) != null || !record.rows().isEmpty())) {
            found.add(new Violation(Code.MISSING_FIELD, "currency", "give the field"));
        }
        Long amount = decimals == null ? null : amount(record, decimals, found);
        List<OrderLine> rows = decimals == null ? List.of() : OrderRows.read(record.rows(), decimals, naming, found);
        AccountChoice.Choice account =
                accounts.choose(record.value(Field.PROVIDER), record.value(Field.ORDER_NO) != null);
        if (account.refusal() != null) {
            found.add(new Violation(account.refusal(), "provider", "the name of a configured account"));
        }
        String givenId = record.value(Field.COMMAND_ID);
        String id = givenId == null ? ids + ":" + record.number() : givenId;
        if (status) {
            List<Violation> wrong = new ArrayList<>();
            StatusChange change = StatusRecord.read(record, id, account.account(), amount, rows, requestedBy, wrong);
            if (wrong.isEmpty()) {
                wrong.addAll(ChangeRules.check(change, clock.instant()));
            }
            renamed(wrong, naming, found);
            return new CheckedRecord(record, null, found.isEmpty() ? change : null, found);
        }
        if (action == null || !found.isEmpty()) {
            return CheckedRecord.wrong(record, found);
        }
        PaymentCommand command = new PaymentCommand(
                id,
                action,
                record.value(Field.ORDER_NO),
                account.account(),
                record.value(Field.PROVIDER_ORDER_ID),
                amount,
                currency,
                rows,
                record.value(Field.REASON),
                requestedBy);
        renamed(CommandRules.check(command), naming, found);
        return new CheckedRecord(record, found.isEmpty() ? command : null, null, found);
    }

    private static void renamed(List<Violation> violations, Naming naming, List<Violation> found) {
        for (Violation violation : violations) {
            found.add(new Violation(violation.code(), naming.of(violation.field()), violation.remedy()));
        }
    }

    private static @Nullable Action action(FileRecord record, List<Violation> found) {
        String name = record.value(Field.COMMAND);
        if (name == null) {
            found.add(new Violation(Code.MISSING_FIELD, "command", "give the field"));
            return null;
        }
        String wireName = FieldText.lowerCase(name);
        for (Action action : Action.values()) {
            if (action.wireName().equals(wireName)) {
                return action;
            }
        }
        found.add(invalid("command", "ACTIVATE, ANNUL, CREDIT, REVERSE, UPDATE or STATUS"));
        return null;
    }

    private static String remedy(String text, int decimals) {
        if (text.startsWith("-")) {
            return "an amount that is not negative: the command says which way the money goes";
        }
        return decimals == 0
                ? "digits without decimals, such as 1250"
                : "digits with a dot and at most " + decimals + " decimals, such as 1249.50";
    }

    private static @Nullable Long amount(FileRecord record, int decimals, List<Violation> found) {
        String text = record.value(Field.AMOUNT);
        if (text == null) {
            return null;
        }
        OptionalLong amount = MajorUnits.scaled(text, decimals);
        if (amount.isEmpty()) {
            found.add(invalid("amount", remedy(text, decimals)));
            return null;
        }
        return amount.getAsLong();
    }

    /** The database takes neither half a character nor a character of no meaning. */
    private static void text(FileRecord record, Naming naming, List<Violation> found) {
        record.values()
                .forEach((field, value) -> text(
                        field == Field.ORDER_NO ? OrderNumber.trimmed(value) : value, field::column, naming, found));
        record.rows().forEach(row -> row.forEach((field, value) -> text(value, field::column, naming, found)));
    }

    private static void text(String value, Supplier<String> column, Naming naming, List<Violation> found) {
        if (value.length() > MAX_FIELD_LENGTH) {
            found.add(new Violation(
                    Code.TOO_LARGE, naming.of(column.get()), "at most " + MAX_FIELD_LENGTH + " characters"));
        } else if (!isAscii(value)
                && value.codePoints()
                        .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            found.add(invalid(naming.of(column.get()), "no control characters"));
        }
    }

    /** What can be printed of it, as most values are through and through. */
    private static boolean isAscii(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    static Violation invalid(String field, String remedy) {
        return new Violation(Code.INVALID_VALUE, field, remedy);
    }
}
