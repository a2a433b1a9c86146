/** From a claimed command to its end: claim, decide, commit the intent, judge the answer, try again later. */
@NullMarked
package io.kvitt.execution;

import org.jspecify.annotations.NullMarked;
