package io.kvitt.proof;

import java.util.List;

/** How much of the database a command takes, and how many connections there were. */
final class Footprint {

    private final List<String> tables;
    private final long commands;
    private final long connections;

    Footprint(PostgresProcess postgres) {
        postgres.update("checkpoint");
        this.commands = Math.max(1, postgres.count("select count(*) from command"));
        this.connections =
                postgres.count("select count(*) from pg_stat_activity where backend_type = 'client backend'");
        this.tables = postgres.strings("""
                select format('%s: %s rows, %s bytes a command, of which indexes %s', relname, n_live_tup,
                       pg_total_relation_size(relid) / (select count(*) from command),
                       pg_indexes_size(relid) / (select count(*) from command))
                  from pg_stat_user_tables where relname in ('command', 'attempt', 'payment', 'erp_file', 'audit')
                 order by relname""");
    }

    @Override
    public String toString() {
        return "  %d commands, %d connections to the database; %s".formatted(commands, connections, tables);
    }
}
