/** Who did what, and when: an append-only record of what people and machines were allowed or refused to do. */
@NullMarked
package io.kvitt.audit;

import org.jspecify.annotations.NullMarked;
