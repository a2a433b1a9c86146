package io.kvitt.sandbox.svea;

import java.util.List;

/**
 * A credit on a delivery; on the wire it has no id.
 *
 * @param amount positive here, negative on the wire
 */
record SveaCredit(long id, long amount, List<SveaRow> rows) {}
