package io.kvitt.erp.receipt;

import io.kvitt.erp.format.Defect;
import io.kvitt.payment.Code;
import io.kvitt.payment.Figures;
import io.kvitt.words.Language;
import io.kvitt.words.LanguageSettings;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How the ledger's codes and amounts are put to the reader of a receipt. */
@Component
final class Wording {

    private final Language language;

    Wording(LanguageSettings settings) {
        this.language = settings.language();
    }

    String sentence(Code code) {
        return code.sentence().in(language);
    }

    /** @param fields the fields at fault, as the sender calls them */
    String rejection(Code code, String fields, String remedies) {
        String sentence = sentence(code);
        if (language == Language.EN && !remedies.isEmpty()) {
            return sentence + " " + remedies;
        }
        return fields.isEmpty() ? sentence : sentence + " (" + fields + ")";
    }

    String figures(@Nullable Figures figures) {
        if (figures == null) {
            return "";
        }
        return " " + figures.sentence().in(language);
    }

    String file(Code code, @Nullable String defect, @Nullable String subject) {
        String sentence = sentence(code);
        if (defect == null) {
            return sentence;
        }
        String reason = Defect.valueOf(defect).sentence().in(language);
        return sentence + " " + reason + (subject == null ? "" : " (" + subject + ")");
    }

    /** Minor units in major ones, with all the currency's decimals. */
    static String major(@Nullable Long amount, @Nullable String currency) {
        if (amount == null || currency == null) {
            return "";
        }
        int decimals = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return BigDecimal.valueOf(amount, decimals).toPlainString();
    }
}
