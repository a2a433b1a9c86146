/** The JMS face: commands and status changes in, outcomes out to the topic and to those who asked for a reply. */
@NullMarked
package io.kvitt.queue;

import org.jspecify.annotations.NullMarked;
