/**
 * The worker's loop: one thread that waits for sockets, timers and mailboxes, and can be woken from other threads.
 *
 * <p>Knows no component and no message.
 */
@NullMarked
package org.rflow.loop;

import org.jspecify.annotations.NullMarked;
