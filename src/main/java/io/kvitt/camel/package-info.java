/** What ties the routes to the engine: components, the calls to providers, the passes, and what watches the routes. */
@NullMarked
package io.kvitt.camel;

import org.jspecify.annotations.NullMarked;
