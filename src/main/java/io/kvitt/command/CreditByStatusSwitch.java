package io.kvitt.command;

import io.kvitt.payment.CreditByStatus;

/** How far order statuses may credit at this moment, on every instance: a switch that is turned off stops what waits. */
public interface CreditByStatusSwitch {

    CreditByStatus now();
}
