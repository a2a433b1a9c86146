package io.kvitt.orderstatus;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kvitt.orderstatus.GroupSettings.OnFailure;
import io.kvitt.payment.CreditByStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole of the order-status actions: "when an order gets status S, do this". Its components are the document that
 * is exported and imported.
 *
 * <p>Scopes go from wide to narrow: the default, an account, a payment type of that account. Each single setting
 * (whether a group is enabled, its list of statuses, its e-mail address, its error status, the list of what is ignored)
 * is taken from the narrowest scope that says it, as a whole: a list replaces the wider list. A status that then stands
 * in two lists belongs to the one that was said more narrowly; within one scope it may stand in one list only.
 *
 * @param accounts by the account's name
 * @param creditByStatus null: off
 */
public record ActionSettings(
        @JsonProperty("default") @Nullable Scope defaults,
        @Nullable Map<String, Scope> accounts,
        @Nullable CreditByStatus creditByStatus) {

    public static final ActionSettings NONE = new ActionSettings(null, null, null);

    /** The document as it is exported: maps, lists and plain values; what is not said is left out. */
    public Map<String, Object> tree() {
        return StoredJson.tree(this);
    }

    /** How far an order status may credit. */
    public CreditByStatus credits() {
        return creditByStatus == null ? CreditByStatus.OFF : creditByStatus;
    }

    /**
     * What a status means.
     *
     * @param account null when it is not known
     * @param paymentType the merchant's own name of it; null when it is not known
     */
    StatusMeaning meaning(String status, @Nullable String account, @Nullable String paymentType) {
        return new Meanings(this).of(status, account, paymentType);
    }

    /** What is done when the action of a group fails. */
    public OnFailure onFailure(ActionGroup group, @Nullable String account, @Nullable String paymentType) {
        String email = null;
        String status = null;
        for (Scope scope : new Meanings(this).narrowestFirst(account, paymentType)) {
            GroupSettings settings = scope.group(group);
            OnFailure said = settings == null ? null : settings.onFailure();
            if (said != null) {
                email = email == null ? said.email() : email;
                status = status == null ? said.status() : status;
            }
        }
        return new OnFailure(email, status);
    }
}
