/** Receipts: what is written back to the sender of an ERP file. */
@NullMarked
package io.kvitt.outcome.receipt;

import org.jspecify.annotations.NullMarked;
