/** From bytes to records: one reader for each format, each within limits, none with an opinion on what a record means. */
@NullMarked
package io.kvitt.erp.format;

import org.jspecify.annotations.NullMarked;
