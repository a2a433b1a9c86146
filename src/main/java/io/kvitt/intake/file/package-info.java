/** ERP files: read twice, kept in a ledger, stored as commands and put away. */
@NullMarked
package io.kvitt.intake.file;

import org.jspecify.annotations.NullMarked;
