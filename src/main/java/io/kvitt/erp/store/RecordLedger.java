package io.kvitt.erp.store;

import io.kvitt.erp.format.Field;
import io.kvitt.erp.format.FieldText;
import io.kvitt.erp.format.FileRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is known of a file's records that did not become commands, and how far the file is stored. */
@Repository
public class RecordLedger {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public RecordLedger(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What the inbox stores meanwhile is committed with what is stored here, or none of it. */
    void inOneCommit(Runnable work) {
        transaction.executeWithoutResult(status -> work.run());
    }

    /** The file and line that each of these commands came from, as {@code file:line}; those from elsewhere have none. */
    Map<String, String> origins(List<String> commandIds) {
        return commandIds.isEmpty()
                ? Map.of()
                : jdbc
                        .sql("select command_id, file_id, file_line from command"
                                + " where command_id in (:ids) and file_id is not null")
                        .param("ids", commandIds)
                        .query((row, n) -> Map.entry(row.getString(1), row.getLong(2) + ":" + row.getInt(3)))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Writes down what did not become a command, and that everything up to the line is stored. */
    void store(long id, List<Rejection> rejections, int line) {
        transaction.executeWithoutResult(status -> {
            rejections.forEach(rejection -> reject(id, rejection));
            jdbc.sql("update erp_file set stored_line = greatest(stored_line, ?) where id = ? and state = 'RECEIVED'")
                    .param(line)
                    .param(id)
                    .update();
        });
    }

    /** Unless the record did become a command before a crash, when the settings were other ones. */
    private void reject(long id, Rejection rejection) {
        FileRecord record = rejection.record();
        JdbcClient.StatementSpec sql = jdbc.sql("""
                        insert into erp_rejection (file, line, record, status, command_id, order_no, provider,
                               provider_order_id, command, amount, currency, code, message, fields)
                        select :file, :line, :record, :outcome, :commandId, :orderNo, :provider,
                               :providerOrderId, :command, :amount, :currency, :code, :message, :fields
                         where not exists (select 1 from command where file_id = :file and file_line = :line)
                        on conflict do nothing""")
                .param("file", id)
                .param("line", record.line())
                .param("record", record.number())
                .param("outcome", rejection.kind().name())
                .param("code", rejection.code().name())
                .param("message", rejection.message())
                .param("fields", rejection.fields());
        for (Field field : Field.values()) {
            sql = sql.param(field.camelCase(), FieldText.of(record, field));
        }
        sql.update();
    }
}
