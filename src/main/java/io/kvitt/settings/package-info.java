/** What may be set, as the settings records say it, and the checks that come before anything is started. */
@NullMarked
package io.kvitt.settings;

import org.jspecify.annotations.NullMarked;
