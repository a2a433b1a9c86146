package io.kvitt.payment;

import io.kvitt.words.Sentence;
import io.kvitt.words.Told;
import java.util.Locale;

/**
 * The stable reason for an outcome or a rejection, with one sentence in Swedish and one in English.
 *
 * <p>REST and JMS carry the {@link #wireName()} ({@code partial-credit}), receipts the {@link #receiptName()}
 * ({@code P-PARTIAL_CREDIT}).
 */
public enum Code implements Told {
    // success
    ACTIVATED('P', "Betalningen är aktiverad.", "The payment is activated."),
    ANNULLED('P', "Betalningen är annullerad.", "The payment is annulled."),
    CREDITED('P', "Hela det aktiverade beloppet är krediterat.", "The whole activated amount is credited."),
    UPDATED('P', "Belopp och rader är uppdaterade.", "Amount and lines are updated."),
    ALREADY_ACTIVATED('P', "Betalningen var redan aktiverad.", "The payment was already activated."),
    ALREADY_ANNULLED(
            'P',
            "Det finns inget att annullera: betalningen var redan annullerad eller har upphört.",
            "There is nothing to annul: the payment was already annulled or has ended."),
    ALREADY_CREDITED('P', "Betalningen var redan krediterad.", "The payment was already credited."),
    ALREADY_UPDATED(
            'P',
            "Betalningen hade redan detta belopp och dessa rader.",
            "The payment already had this amount and these lines."),

    // waiting
    PAYMENT_PENDING(
            'P',
            "Betalningen granskas av leverantören; Kvitt försöker igen.",
            "The provider is reviewing the payment; Kvitt tries again."),
    REFERENCE_AWAITED(
            'R',
            "Ordernumret är inte kopplat till någon betalning än; Kvitt väntar på kopplingen.",
            "The order number is not linked to a payment yet; Kvitt waits for the link."),
    TASK_RUNNING('T', "Leverantören arbetar med åtgärden.", "The provider is working on the action."),
    OUTCOME_UNKNOWN(
            'T',
            "Svaret från leverantören uteblev; Kvitt läser betalningen innan något görs om.",
            "The provider's answer was lost; Kvitt reads the payment before doing anything again."),
    PROVIDER_UNAVAILABLE(
            'T',
            "Leverantören svarar inte som den ska; Kvitt försöker igen.",
            "The provider does not answer as it should; Kvitt tries again."),
    PROVIDER_BUSY(
            'T',
            "Leverantören ber oss vänta; Kvitt försöker igen.",
            "The provider asks us to wait; Kvitt tries again."),
    READING_CONTRADICTS(
            'T',
            "Det som leverantören visar av betalningen motsäger sig självt eller är okänt för Kvitt. Någon behöver titta"
                    + " på betalningen i leverantörens portal.",
            "What the provider shows of the payment contradicts itself or is not known to Kvitt. Somebody has to look at"
                    + " the payment in the provider's portal."),
    NOT_SHOWN(
            'T',
            "Leverantören säger att åtgärden är gjord, men betalningen visar den inte. Den skickas inte igen; någon"
                    + " behöver titta på betalningen.",
            "The provider says that the action is done, and the payment does not show it. It is not sent again; somebody"
                    + " has to look at the payment."),
    INTERNAL_ERROR(
            'T', "Ett internt fel uppstod; Kvitt försöker igen.", "An internal error occurred; Kvitt tries again."),

    // refused by the payment's status
    NOT_ACTIVATED(
            'P',
            "Betalningen är inte aktiverad: ingenting är taget, så det finns inget att kreditera. En "
                    + "annullering ger tillbaka hela reservationen.",
            "The payment is not activated: nothing has been taken, so there is nothing to credit. An annul "
                    + "gives the whole reservation back."),
    ACTIVATED_USE_CREDIT(
            'P',
            "Betalningen är aktiverad och kan inte annulleras; ingenting har skickats. En kreditering "
                    + "betalar tillbaka allt som är taget.",
            "The payment is activated and cannot be annulled; nothing was sent. A credit repays all that was "
                    + "taken."),
    ACTIVATED_NO_UPDATE(
            'P',
            "Betalningen är helt eller delvis aktiverad och kan inte uppdateras.",
            "The payment is activated, all of it or in part, and cannot be updated."),
    PARTLY_ACTIVATED_NO_ANNUL(
            'P',
            "En del av betalningen är aktiverad, så den kan inte annulleras; ingenting har skickats. En "
                    + "kreditering eller återföring betalar tillbaka också det som är levererat. Om bara resten ska "
                    + "ges tillbaka görs det i leverantörens portal.",
            "Part of the payment is activated, so it cannot be annulled; nothing was sent. A credit or a "
                    + "reverse repays what was delivered too. To give back only the rest, use the provider's portal."),
    ACTIVATED_REST_ENDED(
            'P',
            "En del av betalningen är aktiverad och resten av reservationen har upphört; ingenting har "
                    + "skickats. Mer än så kan inte tas.",
            "Part of the payment is activated and the rest of the reservation has ended; nothing was sent. "
                    + "No more than that can be taken."),
    REST_NOT_RELEASED(
            'P',
            "Allt som var taget är krediterat, men leverantören släpper inte resten av reservationen. Titta på betalningen"
                    + " i leverantörens portal.",
            "All that was taken is credited, but the provider does not release the rest of the reservation. Look at the"
                    + " payment in the provider's portal."),
    PENDING_NOT_ALLOWED(
            'P',
            "Betalningen granskas av leverantören och kan inte uppdateras förrän granskningen är klar; ingenting har"
                    + " skickats.",
            "The provider is reviewing the payment and it cannot be updated before the review is done; nothing was"
                    + " sent."),
    PAYMENT_ANNULLED('P', "Betalningen är annullerad.", "The payment has been annulled."),
    PAYMENT_CREDITED('P', "Betalningen är krediterad.", "The payment has been credited."),
    PAYMENT_ENDED(
            'P',
            "Reservationen har gått ut eller misslyckats hos leverantören.",
            "The reservation has expired or failed at the provider."),
    PARTLY_CREDITED(
            'P',
            "En del av det som togs är redan krediterat. Kvitt krediterar bara hela belopp: resten "
                    + "krediteras i leverantörens portal.",
            "Part of what was taken is already credited. Kvitt credits whole amounts only: the rest is "
                    + "credited in the provider's portal."),
    PARTIAL_CREDIT(
            'P',
            "En kreditering gäller alltid hela det aktiverade beloppet, och det här är mindre; ingenting har "
                    + "skickats. En del av beloppet krediteras i leverantörens portal.",
            "A credit is always the whole activated amount, and this is less; nothing was sent. Part of the "
                    + "amount is credited in the provider's portal."),
    AMOUNT_MISMATCH(
            'P',
            "Beloppet stämmer inte med betalningen hos leverantören; ingenting har skickats.",
            "The amount does not match the payment at the provider; nothing was sent."),
    CURRENCY_MISMATCH(
            'P',
            "Valutan stämmer inte med betalningen hos leverantören; ingenting har skickats.",
            "The currency does not match the payment at the provider; nothing was sent."),
    REFERENCE_CURRENCY(
            'R',
            "Orderreferensens valuta är inte betalningens hos leverantören; ingenting har skickats. Rätta referensen, om den"
                    + " leder till rätt betalning.",
            "The order reference's currency is not the payment's at the provider; nothing was sent. Mend the reference, if"
                    + " it leads to the right payment."),
    NOT_OFFERED(
            'P',
            "Leverantören erbjuder inte åtgärden för betalningen som den är nu, så den skickades inte.",
            "The provider does not offer the action for the payment as it is now, so it was not sent."),
    INCREASE_NOT_ALLOWED(
            'P', "Beloppet kan inte höjas för den här betalningen.", "The amount of this payment cannot be raised."),
    CREDIT_BY_STATUS_OFF(
            'P',
            "Betalningen är aktiverad, och kreditering genom orderstatus (creditByStatus) är avstängd; ingenting har"
                    + " skickats.",
            "The payment is activated, and credit by order status (creditByStatus) is off; nothing was sent."),
    CREDIT_BY_STATUS_AMOUNT(
            'P',
            "Beloppet är större än vad en orderstatus får kreditera (creditByStatus.mostPerCredit); ingenting har"
                    + " skickats.",
            "The amount is more than an order status may credit (creditByStatus.mostPerCredit); nothing was sent."),
    CREDIT_BY_STATUS_HOURLY(
            'P',
            "Så många krediteringar som orderstatusar får göra på en timme (creditByStatus.perHour) är redan gjorda;"
                    + " ingenting har skickats.",
            "As many credits as order statuses may make in an hour (creditByStatus.perHour) are made already; nothing"
                    + " was sent."),
    AMOUNT_REQUIRED(
            'V',
            "Kontot kräver att beloppet anges, och inget angavs. Inget har dragits eller återbetalts.",
            "The account requires that the amount is given, and none was. Nothing was taken or repaid."),
    LINES_REQUIRED(
            'V', "Uppdateringen saknar orderrader; skicka alla rader.", "The update has no lines; send all of them."),
    PROVIDER_REFUSED(
            'P',
            "Leverantören nekade åtgärden, så den är inte gjord. Leverantörens egen kod säger varför.",
            "The provider refused the action, so it is not done. The provider's own code says why."),
    PAYMENT_NOT_FOUND('P', "Betalningen finns inte hos leverantören.", "The payment does not exist at the provider."),
    REFERENCE_UNKNOWN(
            'R',
            "Ordernumret kopplades aldrig till någon betalning.",
            "The order number was never linked to a payment."),
    OVERTAKEN(
            'P',
            "En senare annullering eller återföring gick före, innan något hade hänt; det här görs inte.",
            "A later annul or reverse went first, before anything had happened; this is not done."),
    UPDATE_NOT_DONE(
            'P',
            "Den senaste uppdateringen av betalningen är inte gjord och aktiveringen anger inget belopp; "
                    + "ingenting har skickats. Gör uppdateringen, eller ange det belopp som ska tas.",
            "The payment's newest update is not done and the activation names no amount; nothing was sent. "
                    + "Make the update, or name the amount that is to be taken."),

    // a person has to look, or has looked
    RESOLVED(
            'T',
            "En person har avslutat ärendet: det är gjort utanför Kvitt.",
            "A person has closed it: it was done outside Kvitt."),
    UNREADABLE(
            'T',
            "Kvitt kan inte läsa det lagrade kommandot. Någon behöver titta på det.",
            "Kvitt cannot read the stored command. Somebody has to look at it."),
    RETRIES_EXHAUSTED(
            'T',
            "Alla försök är gjorda. Någon behöver titta på betalningen.",
            "All tries have been made. Somebody has to look at the payment."),
    CREDENTIALS_REFUSED(
            'T',
            "Leverantören godtar inte kontots inloggning.",
            "The provider does not accept the account's credentials."),
    ACCOUNT_REMOVED(
            'T', "Kontot finns inte längre i Kvitts inställningar.", "The account is no longer configured in Kvitt."),

    // rejected at intake: nothing was accepted
    MALFORMED('V', "Innehållet kan inte tolkas.", "The content cannot be parsed."),
    UNKNOWN_FIELD('V', "Fältet är okänt.", "The field is not known."),
    MISSING_FIELD('V', "Fältet saknas.", "The field is missing."),
    INVALID_VALUE('V', "Fältets värde är ogiltigt.", "The field's value is not valid."),
    TOO_LARGE('V', "Innehållet är för stort.", "The content is too large."),
    LINES_SUM('V', "Radernas summa stämmer inte med beloppet.", "The lines do not add up to the amount."),
    ACCOUNT_UNKNOWN('R', "Kontot finns inte.", "The account does not exist."),
    ACCOUNT_AMBIGUOUS('R', "Flera konton passar; ange kontot.", "More than one account fits; name the account."),
    ACCOUNT_MISMATCH(
            'R',
            "Ordernumret hör till ett annat konto eller en annan betalning.",
            "The order number belongs to another account or payment."),
    ACCOUNT_NOT_ALLOWED(
            'R',
            "Avsändaren får inte använda orderns konto, eller så är kontot inte känt än.",
            "The sender may not use the order's account, or the account is not known yet."),
    REFERENCE_TAKEN(
            'R',
            "Ordernumret leder redan till en annan betalning som inte är över, eller betalningen har redan ett annat"
                    + " ordernummer.",
            "The order number leads to another payment already, which is not over, or the payment has another order number"
                    + " already."),
    COMMAND_ID_REUSED(
            'V',
            "Kommandots id har redan använts för något annat.",
            "The command id has already been used for something else."),
    STATUS_COMMANDED('V', "Orderstatusen har gett en åtgärd.", "The order status has led to an action."),
    STATUS_IGNORED('V', "Orderstatusen ska inte ge någon åtgärd.", "The order status is set to lead to nothing."),
    STATUS_GROUP_OFF('V', "Orderstatusens åtgärd är avstängd.", "The order status's action is switched off."),
    STATUS_STALE(
            'V',
            "Ordern har redan fått en senare status som gett en åtgärd, så den här har inte utförts. Någon behöver titta på"
                    + " den.",
            "The order has already had a later status that led to an action, so this one was not acted upon. Somebody has"
                    + " to look at it."),
    STATUS_ALREADY_IN_GROUP(
            'V',
            "Ordern hade redan en status med samma åtgärd, som är gjord eller på väg.",
            "The order already had a status with the same action, which is done or on its way."),
    STATUS_OVERLAP('V', "En orderstatus får bara stå i en grupp.", "An order status may stand in one group only."),
    STATUS_AMBIGUOUS(
            'R',
            "Orderstatusen betyder olika saker för olika konton eller betalsätt; ange vilket.",
            "The order status means different things for different accounts or payment types; say which."),
    CHANGE_ID_REUSED(
            'V',
            "Statusändringens id har redan använts för något annat.",
            "The status change's id has already been used for something else."),
    STATUS_UNMAPPED('V', "Orderstatusen har ingen åtgärd.", "No action is set for the order status."),
    DUPLICATE('V', "Samma kommando har redan tagits emot.", "The same command has been received before."),
    FILE_BROKEN('F', "Filen är trasig; ingenting i den har utförts.", "The file is broken; nothing in it was done."),
    FILE_DUPLICATE('F', "Samma fil har redan tagits emot.", "The same file has been received before.");

    private final char kind;
    private final Sentence sentence;

    Code(char kind, String swedish, String english) {
        this.kind = kind;
        this.sentence = new Sentence(swedish, english);
    }

    /** The code that a ledger's column names: by its name, or by its wire name. */
    public static Code stored(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** {@code F-} file, {@code V-} validation, {@code R-} reference, {@code P-} provider, {@code T-} technical. */
    public String receiptName() {
        return kind + "-" + name();
    }

    @Override
    public Sentence sentence() {
        return sentence;
    }
}
