/**
 * The main class of a host process: wires components and connections to the loop and follows the manager's commands.
 *
 * <p>Never enters the manager: they meet on the bus, as a program in another language would.
 */
@NullMarked
package org.rflow.worker;

import org.jspecify.annotations.NullMarked;
