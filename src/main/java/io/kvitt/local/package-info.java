/** The embedded PostgreSQL and broker, for a start with nothing installed. */
@NullMarked
package io.kvitt.local;

import org.jspecify.annotations.NullMarked;
