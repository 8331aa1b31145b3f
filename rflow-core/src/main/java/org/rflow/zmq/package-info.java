/**
 * The ZeroMQ context, its secrets, and the one factory that sockets come from; every workaround for JeroMQ lives
 * here.
 *
 * <p>Knows no message and no flow. JeroMQ has its only door here.
 */
@NullMarked
package org.rflow.zmq;

import org.jspecify.annotations.NullMarked;
