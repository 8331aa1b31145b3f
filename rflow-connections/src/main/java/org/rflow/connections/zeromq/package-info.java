/**
 * Connections over ZeroMQ: round-robin, broadcast and keyed, on credit links or in the open form.
 *
 * <p>Enters the sockets only through their factory; knows no component, no manager and no worker.
 */
@NullMarked
package org.rflow.connections.zeromq;

import org.jspecify.annotations.NullMarked;
