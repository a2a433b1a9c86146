/** What every provider simulator is made of: calls and answers, the money ledger, the clock and the switches. */
@NullMarked
package io.kvitt.sandbox.simulation;

import org.jspecify.annotations.NullMarked;
