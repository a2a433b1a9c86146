package io.kvitt.ledger;

/** Whether Kvitt tells anybody of ends by itself; where it does not, an end is taken for noticed when it is committed. */
public interface Notices {

    boolean wanted();
}
