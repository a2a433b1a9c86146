package io.kvitt.erp.format;

import io.kvitt.words.Sentence;
import io.kvitt.words.Told;

/** What is wrong with a whole file, and what its sender should do, in one Swedish and one English sentence. */
public enum Defect implements Told {
    EMPTY("Filen är tom; skicka den igen.", "The file is empty; send it again."),
    UNKNOWN_FORMAT(
            "Filändelsen är okänd; använd .csv, .json, .jsonl eller .xml.",
            "The file name's extension is not known; use .csv, .json, .jsonl or .xml."),
    FILE_TOO_LARGE("Filen är för stor; dela upp den.", "The file is too large; split it."),
    TOO_MANY_RECORDS("Filen har för många poster; dela upp den.", "The file has too many records; split it."),
    RECORD_TOO_LARGE("En post är för stor.", "A record is too large."),
    NOT_UTF8("Filen är inte UTF-8; spara den som UTF-8.", "The file is not UTF-8; save it as UTF-8."),
    NOT_AS_DECLARED(
            "Filens tecken är inte i den kodning som filen anger; ange den rätta.",
            "The file's characters are not in the encoding that it declares; declare the right one."),
    ENCODING_NOT_READ(
            "Filens teckenkodning läses inte; använd UTF-8, ISO-8859-1, ISO-8859-15, windows-1252, US-ASCII eller UTF-16.",
            "The file's encoding is not read; use UTF-8, ISO-8859-1, ISO-8859-15, windows-1252, US-ASCII or UTF-16."),
    NOT_WELL_FORMED(
            "Filen kan inte tolkas; kontrollera citattecken, taggar och klamrar.",
            "The file cannot be parsed; check quotes, tags and brackets."),
    DOCTYPE("DOCTYPE är inte tillåten; ta bort den.", "A DOCTYPE is not allowed; remove it."),
    UNKNOWN_VERSION(
            "Formatets version saknas eller är okänd; ange version 1.",
            "The format's version is missing or unknown; give version 1."),
    BAD_HEADER("Filhuvudet är fel.", "The file's header is wrong."),
    BAD_FILE_ID(
            "Filens id har fel tecken; använd 1 till 80 av A-Z a-z 0-9 . _ -",
            "The file's id has other characters than 1 to 80 of A-Z a-z 0-9 . _ -"),
    UNKNOWN_COLUMN("Kolumnen är okänd.", "The column is not known."),
    REPEATED_COLUMN("Kolumnen finns två gånger.", "The column is given twice."),
    MISSING_COLUMN("Kolumnen saknas.", "The column is missing."),
    COLUMN_COUNT(
            "Raden har inte lika många fält som rubrikraden.", "The line has not as many fields as the header line."),
    UNKNOWN_RECORD(
            "Raden börjar inte med posttypen O, R eller T.", "The line does not begin with the record type O, R or T."),
    DETACHED_ROWS(
            "För många orderrader följer inte sin order.",
            "Too many order rows do not follow directly after their order."),
    END_MISSING(
            "Slutposten saknas, så filen kan vara avkortad; skicka hela filen.",
            "The end record is missing, so the file may be cut short; send the whole file."),
    NEWLINE_MISSING(
            "Sista raden saknar radslut, så filen kan vara avkortad; skicka hela filen.",
            "The last line has no line end, so the file may be cut short; send the whole file."),
    COUNT_MISMATCH(
            "Antalet poster stämmer inte med det angivna antalet; skicka hela filen.",
            "The number of records is not the number declared; send the whole file."),
    AFTER_END("Det finns innehåll efter filens slut.", "There is content after the file's end."),
    CHANGED(
            "Filen ändrades medan den lästes; se kvittot för vad som togs emot.",
            "The file was changed while it was read; see the receipt for what was received.");

    private final Sentence sentence;

    Defect(String swedish, String english) {
        this.sentence = new Sentence(swedish, english);
    }

    @Override
    public Sentence sentence() {
        return sentence;
    }
}
