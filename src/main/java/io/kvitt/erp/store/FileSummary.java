package io.kvitt.erp.store;

/**
 * What became of one file.
 *
 * @param id the ledger's
 * @param rejected records that are not acceptable, each for itself
 * @param duplicates records whose commands had been accepted before
 */
public record FileSummary(long id, String name, String state, int records, int rejected, int duplicates) {

    public boolean isRejected() {
        return state.equals(FileState.REJECTED.name());
    }
}
