/** Use cases without an exchange, a request or a page: what a caller may do, and what comes of it. */
@NullMarked
package io.kvitt.desk;

import org.jspecify.annotations.NullMarked;
