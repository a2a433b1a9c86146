/** The ledger in PostgreSQL: the inbox, claims, intents and outcomes, each written for many payments in one commit. */
@NullMarked
package io.kvitt.ledger;

import org.jspecify.annotations.NullMarked;
