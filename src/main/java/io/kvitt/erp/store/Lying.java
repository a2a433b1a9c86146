package io.kvitt.erp.store;

import java.time.Instant;

/**
 * Something that lies in a drop's folder and is not taken.
 *
 * @param folder {@code in} or {@code work}
 * @param name made safe, as a file's
 * @param since when it was first seen there
 */
public record Lying(String folder, String name, WhyLying why, Instant since) {}
