package io.kvitt.sandbox.svea;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One order's state. Small, because there may be a million of them; guarded by its own monitor. */
final class SveaOrder {

    /** The values of {@code OrderStatus}. There is none for a partly delivered order: that is still open. */
    enum Status {
        OPEN("Open"),
        DELIVERED("Delivered"),
        CANCELLED("Cancelled"),
        FAILED("Failed"),
        PROCESSING("Processing");

        private final String wireName;

        Status(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }
    }

    final long id;
    final String key;
    final @Nullable String merchantOrderId;
    final SveaPaymentType type;
    final String currency;
    final long createdAt;

    Status status = Status.OPEN;
    boolean pending;
    boolean business;
    long amount;
    long cancelledAmount;
    /** Rows that are not delivered; the list is never changed in place, so that orders can share it. */
    List<SveaRow> rows;

    private List<SveaDelivery> deliveries = List.of();

    SveaOrder(
            long id,
            @Nullable String merchantOrderId,
            SveaPaymentType type,
            String currency,
            long amount,
            List<SveaRow> rows,
            long createdAt) {
        this.id = id;
        this.key = Long.toString(id);
        this.merchantOrderId = merchantOrderId;
        this.type = type;
        this.currency = currency;
        this.amount = amount;
        this.rows = rows;
        this.createdAt = createdAt;
    }

    List<SveaDelivery> deliveries() {
        return deliveries;
    }

    void add(SveaDelivery delivery) {
        if (deliveries.isEmpty()) {
            deliveries = new ArrayList<>(1);
        }
        deliveries.add(delivery);
    }

    Optional<SveaDelivery> delivery(long deliveryId) {
        return deliveries.stream().filter(delivery -> delivery.id == deliveryId).findFirst();
    }

    Optional<SveaRow> row(long rowId) {
        return rows.stream().filter(row -> row.id() == rowId).findFirst();
    }

    List<SveaRow> activeRows() {
        return rows.stream().filter(row -> !row.cancelled()).toList();
    }

    /** Row ids count up and are never used again. */
    long nextRowId() {
        long highest = 0;
        for (SveaRow row : rows) {
            highest = Math.max(highest, row.id());
        }
        for (SveaDelivery delivery : deliveries) {
            for (SveaRow row : delivery.rows) {
                highest = Math.max(highest, row.id());
            }
        }
        return highest + 1;
    }
}
