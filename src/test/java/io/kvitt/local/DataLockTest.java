package io.kvitt.local;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLockTest {

    @Test
    void a_data_directory_has_one_kvitt_at_a_time(@TempDir Path data) throws IOException {
        DataLock first = DataLock.take(data);

        assertThatThrownBy(() -> DataLock.take(data))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another Kvitt is running");

        first.close();
        assertThatCode(() -> DataLock.take(data).close()).doesNotThrowAnyException();
    }
}
