/** Order references: the merchant's order number to the payment at a provider. */
@NullMarked
package io.kvitt.reference;

import org.jspecify.annotations.NullMarked;
