/** Order-status actions: what happens to a payment when its order changes status, the settings that say so, and their dry run. */
@NullMarked
package io.kvitt.orderstatus;

import org.jspecify.annotations.NullMarked;
