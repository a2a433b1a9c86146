package io.kvitt.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.TestDatabase;
import io.kvitt.audit.AuditChain;
import io.kvitt.audit.AuditEntry;
import io.kvitt.audit.AuditTrail;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class DeniedCallsTest {

    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.dataSource());
    private final AuditChain chain = new AuditChain(jdbc);
    private final DeniedCalls denied = new DeniedCalls(new AuditTrail(jdbc, Clock.systemUTC()));

    @Test
    void equal_calls_share_an_entry_that_counts_them() {
        denied.count("key:erp1", "permission-missing", "GET /api/v1/audit/**");
        denied.count("key:erp1", "permission-missing", "GET /api/v1/audit/**");
        denied.write();
        AuditEntry entry = chain.page(null, 1).get(0);

        assertThat(entry.actor()).isEqualTo("key:erp1");
        assertThat(entry.what()).isEqualTo("denied");
        assertThat(entry.subject()).isEqualTo("GET /api/v1/audit/**");
        assertThat(entry.detail()).contains("permission-missing", "\"times\":2");
        denied.write();
        assertThat(chain.page(null, 1)).containsExactly(entry);
    }

    @Test
    void a_flood_of_different_calls_writes_few_entries_and_loses_none() {
        long before =
                chain.page(null, 1).stream().mapToLong(AuditEntry::position).sum();
        for (int i = 0; i < 10_000; i++) {
            denied.count("jwt:" + i, "permission-missing", "GET /api/v1/commands");
        }
        denied.write();

        List<AuditEntry> written = chain.page(null, 51);
        assertThat(written.get(0).position()).isEqualTo(before + 51);
        assertThat(written).anySatisfy(entry -> {
            assertThat(entry.actor()).isEqualTo("others");
            assertThat(entry.detail()).contains("\"times\":9950");
        });
    }
}
