package io.kvitt.erp.store;

import io.kvitt.words.Sentence;
import io.kvitt.words.Told;

/** Why something lies in a drop and is not taken, in one Swedish and one English sentence. */
public enum WhyLying implements Told {
    NOT_A_FILE(
            "Det är ingen vanlig fil utan en mapp, en länk eller ett rör; ta bort den.",
            "It is no regular file but a folder, a link or a pipe; remove it."),
    NAME_NOT_TEXT(
            "Filnamnet är inte UTF-8, så filen kan inte öppnas; byt namn på den.",
            "The file's name is not UTF-8, so that it cannot be opened; rename it."),
    NOT_COMPLETE(
            "Namnet säger att filen inte är klar; byt namn på den eller skicka den igen.",
            "Its name says that the file is not complete; rename it or send it again."),
    NOT_TAKEN(
            "Filen kan inte läsas eller flyttas; se Kvitts logg och filens rättigheter.",
            "The file cannot be read or moved; see Kvitt's log and the file's permissions.");

    private final Sentence sentence;

    WhyLying(String swedish, String english) {
        this.sentence = new Sentence(swedish, english);
    }

    @Override
    public Sentence sentence() {
        return sentence;
    }
}
