/** Camel glue only: component beans, the header allow-list and the HTTP answer. */
@NullMarked
package io.kvitt.routing;

import org.jspecify.annotations.NullMarked;
