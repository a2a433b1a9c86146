package io.kvitt.erp.drop;

import io.kvitt.Bound;
import io.kvitt.TestDatabase;
import io.kvitt.erp.record.AccountChoice;
import io.kvitt.erp.record.RecordRules;
import io.kvitt.erp.store.FileLedger;
import io.kvitt.erp.store.FileSummary;
import io.kvitt.erp.store.RecordLedger;
import io.kvitt.orderstatus.ChangeSubmission;
import io.kvitt.orderstatus.ChangeVerdict;
import io.kvitt.orderstatus.ChangeVerdict.Recorded;
import io.kvitt.payment.Code;
import io.kvitt.provider.Account;
import io.kvitt.provider.Accounts;
import io.kvitt.provider.ProviderKind;
import io.kvitt.provider.klarna.KlarnaAccounts;
import io.kvitt.provider.svea.SveaAccounts;
import io.kvitt.words.LanguageSettings;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The file intake put together on a real database and a real directory. */
public final class FileBench {

    public final Path directory;
    public final DataSource database = TestDatabase.dataSource();
    public final JdbcClient jdbc = JdbcClient.create(database);
    public final FileSettings settings;
    public final ErpDrop drop;
    public final Accounts accounts = accounts("svea:svea", "klarna-se:klarna", "klarna-no:klarna", "kustom:kustom");
    final LedgerInbox inbox = new LedgerInbox(database);
    final FileLedger ledger;
    final RecordLedger records;
    final FileIntake intake;
    final ErpDirectory erp;

    public FileBench(Path directory, Clock clock) throws IOException {
        this.directory = directory;
        jdbc.sql("truncate erp_file, erp_rejection, erp_pending, erp_lying, command, attempt, payment, order_reference"
                        + " restart identity")
                .update();
        this.settings = settings(directory);
        this.drop = new ErpDrop(settings);
        drop.isOurs();
        this.ledger = new FileLedger(jdbc, new JdbcTransactionManager(database), clock);
        this.records = new RecordLedger(jdbc, new JdbcTransactionManager(database));
        this.intake = new FileIntake(
                settings,
                drop,
                ledger,
                records,
                new RecordRules(new AccountChoice(accounts), Clock.systemUTC()),
                inbox,
                FileBench::unmapped);
        this.erp = new ErpDirectory(settings, ledger, clock, Bound.settings(LanguageSettings.class));
    }

    /** As if there were no settings. */
    static List<ChangeVerdict> unmapped(List<ChangeSubmission> submissions) {
        return submissions.stream()
                .<ChangeVerdict>map(submission -> new Recorded("c", Code.STATUS_UNMAPPED, null, null, 0, false, null))
                .toList();
    }

    public static FileSettings settings(Path directory) {
        return Bound.settings(FileSettings.class, "directory", directory, "settle", "200ms", "batch", 3);
    }

    /** @param entries name:kind */
    public static Accounts accounts(String... entries) {
        Map<String, Account> byName = new HashMap<>();
        for (String entry : entries) {
            String name = entry.substring(0, entry.indexOf(':'));
            ProviderKind kind = kind(entry.substring(name.length() + 1));
            byName.put(name, new Account(name, kind, URI.create("https://example.test"), "user", "secret"));
        }
        return new Accounts(byName);
    }

    private static ProviderKind kind(String name) {
        return Stream.of(KlarnaAccounts.KLARNA, KlarnaAccounts.KUSTOM, SveaAccounts.SVEA)
                .filter(kind -> kind.wireName().equals(name))
                .findAny()
                .orElseThrow();
    }

    public File work(String name, String content) throws IOException {
        return Files.writeString(directory.resolve("work").resolve(name), content)
                .toFile();
    }

    /** Takes the file in and puts it away, as the route does. */
    public FileSummary take(String name, String content) throws IOException {
        return take(work(name, content));
    }

    public FileSummary take(File claimed) throws IOException {
        FileSummary summary = intake.receive(claimed);
        erp.putAway(claimed.getPath(), summary);
        return summary;
    }

    List<String> commands() {
        return jdbc.sql("select command_id || ' ' || action || ' ' || file_line from command order by id")
                .query(String.class)
                .list();
    }

    List<String> rejections() {
        return jdbc.sql(
                        "select line || ' ' || status || ' ' || code || ' ' || fields from erp_rejection order by file, line")
                .query(String.class)
                .list();
    }

    String state(long file) {
        return jdbc.sql("select state from erp_file where id = ?")
                .param(file)
                .query(String.class)
                .single();
    }

    List<String> files(String folder) throws IOException {
        try (var files = Files.walk(directory.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
