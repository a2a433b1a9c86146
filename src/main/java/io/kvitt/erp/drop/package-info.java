/** The folder: which instance serves it, when a file in it is whole, and where it lies while and after it is taken. */
@NullMarked
package io.kvitt.erp.drop;

import org.jspecify.annotations.NullMarked;
