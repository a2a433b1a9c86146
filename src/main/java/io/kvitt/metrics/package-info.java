/** What Kvitt tells about itself while it works: meters under {@code kvitt.*}, and the log's context of a command. */
@NullMarked
package io.kvitt.metrics;

import org.jspecify.annotations.NullMarked;
