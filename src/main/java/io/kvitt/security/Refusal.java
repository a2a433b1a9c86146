package io.kvitt.security;

import io.kvitt.words.Sentence;
import io.kvitt.words.Told;

/** Why a call is refused before it does anything: HTTP status, stable name, and one sentence in each language. */
public enum Refusal implements Told {
    UNAUTHENTICATED(401, "Ange en giltig nyckel, token eller inloggning.", "Give a valid key, token or login."),
    LOGIN_FAILED(401, "Namnet eller lösenordet är fel.", "The name or the password is wrong."),
    PERMISSION_MISSING(
            403, "Behörigheten räcker inte för anropet.", "The call needs a permission that you do not have."),
    CSRF_TOKEN_MISSING(403, "Anropet saknar sessionens CSRF-token.", "The call lacks the session's CSRF token."),
    NOT_FOUND(404, "Adressen finns inte.", "There is nothing at this path."),
    METHOD_NOT_ALLOWED(405, "Metoden går inte att använda här.", "The method cannot be used here."),
    REQUEST_REJECTED(400, "Adressen eller ett huvud är inte tillåtet.", "The path or a header is not allowed."),
    TOO_MANY_ATTEMPTS(429, "För många misslyckade försök; vänta.", "Too many failed attempts; wait."),
    UNAVAILABLE(503, "Kvitt kan inte ta emot anropet just nu.", "Kvitt cannot take the request right now."),
    MORE_THAN_YOURS(
            403,
            "Ingen kan ge bort eller ändra mer behörighet än sin egen.",
            "Nobody can give away or change more than they have."),
    NAME_TAKEN(409, "Namnet används redan.", "The name is taken."),
    TWO_KEYS_LIVE(
            409,
            "Två nycklar gäller redan; återkalla den ena först.",
            "Two keys are live already; revoke one of them first."),
    KEY_NOT_FOUND(404, "Nyckeln finns inte.", "There is no such key."),
    USER_NOT_FOUND(404, "Användaren finns inte.", "There is no such user.");

    private final int status;
    private final Sentence sentence;

    Refusal(int status, String swedish, String english) {
        this.status = status;
        this.sentence = new Sentence(swedish, english);
    }

    public int status() {
        return status;
    }

    @Override
    public Sentence sentence() {
        return sentence;
    }
}
