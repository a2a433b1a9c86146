/** The receipts that answer a file, in the format and the language that it was sent in. */
@NullMarked
package io.kvitt.erp.receipt;

import org.jspecify.annotations.NullMarked;
