package io.kvitt.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kvitt.command.CommandState;
import io.kvitt.desk.ErpFiles;
import io.kvitt.desk.ErpFiles.FileInFull;
import io.kvitt.desk.Page;
import io.kvitt.payment.Code;
import io.kvitt.views.FileView;
import io.kvitt.views.FileView.RefusedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code /api/v1/files}: ERP files, how far they are, what was refused, and their receipts. */
@Component("restFiles")
public class RestFiles {

    private final ErpFiles desk;

    RestFiles(ErpFiles desk) {
        this.desk = desk;
    }

    public void list(Exchange exchange) {
        Message request = exchange.getMessage();
        Page<FileView> page =
                desk.list(Requests.caller(request), Requests.value(request, "state"), Requests.cursor(request));
        Replies.page(exchange, "files", page.items(), page.next());
    }

    public void get(Exchange exchange) {
        Message request = exchange.getMessage();
        Replies.json(
                exchange, 200, View.of(desk.find(Requests.caller(request), id(request), Requests.cursor(request))));
    }

    /** As it lies there, byte by byte. */
    public void receipt(Exchange exchange) throws IOException {
        Message request = exchange.getMessage();
        Path receipt = desk.receipt(Requests.caller(request), id(request), Requests.inPath(request, "name"));
        String name = receipt.getFileName().toString();
        Replies.set(exchange, 200, mediaType(name), "").setBody(Files.newInputStream(receipt));
    }

    private static String mediaType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "json" -> "application/json";
            case "xml" -> "application/xml";
            default -> "text/csv";
        };
    }

    private static long id(Message request) {
        String id = Requests.inPath(request, "id");
        if (!id.matches("\\d{1,18}")) {
            throw Requests.reject(Code.INVALID_VALUE, "id", "the id of a file");
        }
        return Long.parseLong(id);
    }

    /** @param nextCursor where the next of what was refused begins */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            FileView file,
            int storedLine,
            Map<CommandState, Long> commands,
            List<RefusedRecord> refused,
            @Nullable String nextCursor,
            List<String> receipts) {

        static View of(FileInFull found) {
            Long next = found.refused().next();
            return new View(
                    found.file(),
                    found.storedLine(),
                    found.commands(),
                    found.refused().items(),
                    next == null ? null : Cursor.of(next),
                    found.receipts());
        }
    }
}
