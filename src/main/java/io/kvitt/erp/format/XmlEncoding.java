package io.kvitt.erp.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** In which encoding an XML file says that it is: by its first bytes, else by its declaration, else UTF-8 (XML 1.0, F.1). */
final class XmlEncoding {

    private static final int DECLARATION = 256;
    private static final Pattern DECLARED =
            Pattern.compile("\\s*<\\?xml\\s[^>]*?\\sencoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]{0,39})[\"']");

    /** What XML of ERPs is written in. Others would be readable too, but nobody has been seen to send them. */
    private static final Map<String, Charset> READ = Map.of(
            "utf-8", StandardCharsets.UTF_8,
            "us-ascii", StandardCharsets.US_ASCII,
            "iso-8859-1", StandardCharsets.ISO_8859_1,
            "iso-8859-15", Charset.forName("ISO-8859-15"),
            "windows-1252", Charset.forName("windows-1252"));

    private XmlEncoding() {}

    /**
     * Reads ahead and goes back.
     *
     * @throws FileBroken when it is another one, or the declaration contradicts the bytes that it is written in
     */
    static Charset of(BufferedInputStream in) throws IOException {
        in.mark(DECLARATION);
        byte[] start = in.readNBytes(DECLARATION);
        in.reset();
        if (startsWith(start, 0xFE, 0xFF) || startsWith(start, 0x00, '<')) {
            return StandardCharsets.UTF_16BE;
        }
        if (startsWith(start, 0xFF, 0xFE) || startsWith(start, '<', 0x00)) {
            return StandardCharsets.UTF_16LE;
        }
        boolean marked = startsWith(start, 0xEF, 0xBB, 0xBF);
        String text = new String(start, StandardCharsets.ISO_8859_1).substring(marked ? 3 : 0);
        Matcher declared = DECLARED.matcher(text);
        String name = declared.lookingAt() ? declared.group(1) : "UTF-8";
        Charset charset = READ.get(name.toLowerCase(Locale.ROOT));
        if (charset == null) {
            throw new FileBroken(Defect.ENCODING_NOT_READ, 1, 0, name);
        }
        if (marked && !charset.equals(StandardCharsets.UTF_8)) {
            throw new FileBroken(Defect.NOT_AS_DECLARED, 1, 0, name);
        }
        return charset;
    }

    private static boolean startsWith(byte[] start, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= start.length || (start[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
