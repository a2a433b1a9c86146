/** Who may call Kvitt's REST API, and what each caller may do. */
@NullMarked
package io.kvitt.security;

import org.jspecify.annotations.NullMarked;
