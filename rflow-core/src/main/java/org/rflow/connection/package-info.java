/**
 * What a connection type offers (sender, receiver, broker), and the direct link inside one worker.
 *
 * <p>Knows no component; sockets only through the loop.
 */
@NullMarked
package org.rflow.connection;

import org.jspecify.annotations.NullMarked;
