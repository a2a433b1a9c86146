/** What a payment is and what may be done to it: status, money, lines and the decision table. Free of Spring, Camel and I/O. */
@NullMarked
package io.kvitt.payment;

import org.jspecify.annotations.NullMarked;
