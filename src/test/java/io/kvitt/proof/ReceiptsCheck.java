package io.kvitt.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether every command that was dropped in a file stands in its receipts once, with the end that it really had. */
final class ReceiptsCheck {

    private static final Map<String, String> ROW_STATUS = Map.of(
            "SUCCEEDED", "OK",
            "ALREADY_SO", "NOOP",
            "REFUSED", "FAILED",
            "NEEDS_ATTENTION", "FAILED");

    private final ObjectMapper json = new ObjectMapper();
    private final Path receipts;
    private final Map<String, String> states;
    private final List<String> faults = new ArrayList<>();

    /** @param states how each command ended */
    ReceiptsCheck(Path erp, Map<String, String> states) {
        this.receipts = erp.resolve("receipts");
        this.states = states;
    }

    /** What is wrong with the receipts of these files. */
    List<String> check(Map<String, List<String>> dropped) throws IOException {
        for (Map.Entry<String, List<String>> file : dropped.entrySet()) {
            acknowledgement(file.getKey(), file.getValue().size());
            result(file.getKey(), file.getValue());
        }
        return faults;
    }

    private void acknowledgement(String name, int records) throws IOException {
        JsonNode ack = read(name + ".ack.json");
        if (ack.path("records").asInt(-1) != records || ack.path("rejected").asInt(-1) != 0) {
            faults.add(name + ": acknowledged " + ack.path("records") + " of " + records);
        }
    }

    private void result(String name, List<String> ids) throws IOException {
        Map<String, String> rows = new HashMap<>();
        JsonNode result = read(name + ".result.json");
        for (JsonNode row : result.path("rows")) {
            if (rows.put(row.path("commandId").asText(), row.path("status").asText()) != null) {
                faults.add(name + ": twice " + row);
            }
        }
        if (result.path("count").asInt(-1) != rows.size()) {
            faults.add(name + ": counts " + result.path("count") + " rows of " + rows.size());
        }
        if (Files.exists(receipts.resolve(name + ".result-2.json"))) {
            for (JsonNode row : read(name + ".result-2.json").path("rows")) {
                String before = rows.put(
                        row.path("commandId").asText(), row.path("status").asText());
                if (!"PENDING".equals(before)) {
                    faults.add(name + ": told again " + row);
                }
            }
        }
        Set<String> others = new TreeSet<>(rows.keySet());
        ids.forEach(others::remove);
        if (!others.isEmpty()) {
            faults.add(name + ": not sent in it " + others);
        }
        for (String id : ids) {
            String owed = ROW_STATUS.get(states.get(id));
            if (!String.valueOf(owed).equals(rows.get(id))) {
                faults.add(name + ": " + id + " is " + states.get(id) + " and told as " + rows.get(id));
            }
        }
    }

    private JsonNode read(String name) throws IOException {
        Path path = receipts.resolve(name);
        if (!Files.exists(path)) {
            faults.add(name + " is missing");
            return json.missingNode();
        }
        return json.readTree(path.toFile());
    }
}
