/** The sandbox: simulated providers on a loopback port, their control API, and the seeded orders of a first run. */
@NullMarked
package io.kvitt.sandbox;

import org.jspecify.annotations.NullMarked;
