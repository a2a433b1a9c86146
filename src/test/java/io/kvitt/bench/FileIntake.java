package io.kvitt.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One canonical CSV file with all of them. */
final class FileIntake implements Intake {

    private final Path drop;

    FileIntake(Path drop) {
        this.drop = drop;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public void send(List<Activation> activations) {
        String name = "bench-" + System.nanoTime();
        Path part = drop.resolve(name + ".tmp");
        try (BufferedWriter file = Files.newBufferedWriter(part)) {
            file.write("#kvitt;version=1;file_id=" + name + ";seq=1;created=2026-11-25T18:00:00+01:00\n");
            file.write(
                    "record;command_id;command;provider;provider_order_id;order_no;status;amount;currency;row_no;sku;"
                            + "name;qty;unit_price;vat_percent;discount_percent;reason\n");
            for (Activation activation : activations) {
                file.write("O;" + activation.commandId() + ";ACTIVATE;" + activation.account() + ";"
                        + activation.orderId() + ";;;100.00;SEK;;;;;;;;\n");
            }
            file.write("T;" + activations.size() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Files.move(part, drop.resolve(name + ".csv"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
