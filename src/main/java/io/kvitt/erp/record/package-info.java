/** From a record to a command or a status change, with every field that is wrong. */
@NullMarked
package io.kvitt.erp.record;

import org.jspecify.annotations.NullMarked;
