package io.kvitt.orderstatus;

import io.kvitt.command.Origin;

/** One checked status change on its way in. */
public record ChangeSubmission(StatusChange change, Origin origin) {}
