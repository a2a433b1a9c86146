package io.kvitt.erp.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads one encoding and nothing else: a byte that is not in it breaks the file instead of becoming a replacement character.
 * A byte order mark is left out. It also bounds what a parser can be made to hold in memory.
 */
public final class StrictReader extends Reader {

    private final InputStream in;
    private final long maxRecordBytes;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(16_384).flip();
    private final CharBuffer chars = CharBuffer.allocate(16_384).flip();
    private boolean started;
    private boolean ended;
    private boolean malformed;
    private long recordBytes;
    private long line = 1;
    private long column = 1;
    private char last;

    /** Of UTF-8. */
    StrictReader(InputStream in, long maxRecordBytes) {
        this(in, StandardCharsets.UTF_8, maxRecordBytes);
    }

    StrictReader(InputStream in, Charset charset, long maxRecordBytes) {
        this.in = in;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.maxRecordBytes = maxRecordBytes;
    }

    /** The parser has come to the end of a record: the next one may be as large again. */
    void recordEnds() {
        recordBytes = 0;
    }

    /** Whether what has been read so far ends a line. */
    boolean endsLine() {
        return last == '\n' || last == '\r';
    }

    /** The line that is read next, from 1. Parsers read ahead of themselves. */
    long line() {
        return line;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!chars.hasRemaining()) {
            if (malformed) {
                throw new FileBroken(
                        decoder.charset().equals(StandardCharsets.UTF_8) ? Defect.NOT_UTF8 : Defect.NOT_AS_DECLARED,
                        line,
                        column);
            }
            if (ended) {
                return -1;
            }
            decode();
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, offset, count);
        follow(target, offset, count);
        return count;
    }

    private void decode() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = count < 0;
        if (!ended) {
            bytes.position(bytes.position() + count);
            recordBytes += count;
            if (recordBytes > maxRecordBytes + bytes.capacity()) {
                throw new FileBroken(Defect.RECORD_TOO_LARGE, line, 0);
            }
        }
        bytes.flip();
        chars.clear();
        CoderResult result = decoder.decode(bytes, chars, ended);
        malformed = result.isError();
        chars.flip();
        if (!started && chars.hasRemaining()) {
            started = true;
            if (chars.get(chars.position()) == '\uFEFF') {
                chars.get();
            }
        }
    }

    private void follow(char[] read, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            char c = read[i];
            if (c == '\n' && last == '\r') {
                last = c;
            } else {
                last = c;
                column++;
                if (c == '\n' || c == '\r') {
                    line++;
                    column = 1;
                }
            }
        }
    }

    /** Parsers close what they read; the stream is closed by who opened it. */
    @Override
    public void close() {
        // nothing of its own
    }
}
