/**
 * What a connection type offers: sender, receiver and broker. (Inside one worker a connection is a method call between
 * components and needs none of them.)
 *
 * <p>Knows no component; sockets only through the loop.
 */
@NullMarked
package org.rflow.connection;

import org.jspecify.annotations.NullMarked;
