/** What is known of files and their records, and how a batch of them becomes commands in one commit. */
@NullMarked
package io.kvitt.erp.store;

import org.jspecify.annotations.NullMarked;
