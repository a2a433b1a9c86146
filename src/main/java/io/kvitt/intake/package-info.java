/** Ways in by REST and JMS: parsing and refusing. */
@NullMarked
package io.kvitt.intake;

import org.jspecify.annotations.NullMarked;
