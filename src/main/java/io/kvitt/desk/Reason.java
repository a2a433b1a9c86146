package io.kvitt.desk;

import io.kvitt.words.Sentence;
import io.kvitt.words.Told;

/** Why nothing was done although nothing is wrong with what was given: HTTP status, stable name, a sentence in each language. */
public enum Reason implements Told {
    COMMAND_NOT_FOUND(404, "Kommandot finns inte.", "There is no such command."),
    NEEDS_NO_ATTENTION(409, "Kommandot behöver ingen åtgärd.", "The command needs no attention."),
    MESSAGE_NOT_FOUND(404, "Meddelandet finns inte.", "There is no such message."),
    ORDER_NOT_FOUND(404, "Ordern är inte känd här.", "The order is not known here."),
    REFERENCE_NOT_FOUND(404, "Orderreferensen finns inte.", "There is no such order reference."),
    VERSION_NOT_FOUND(404, "Versionen finns inte.", "There is no such version."),
    VERSION_REQUIRED(428, "Ange vilken version ändringen bygger på.", "Say which version the change is made to."),
    SETTINGS_CHANGED(
            412, "Inställningarna har ändrats av någon annan.", "The settings have been changed by somebody else."),
    FILE_NOT_FOUND(404, "Filen finns inte.", "There is no such file."),
    RECEIPT_NOT_FOUND(404, "Kvittot finns inte här.", "There is no such receipt here.");

    private final int status;
    private final Sentence sentence;

    Reason(int status, String swedish, String english) {
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
