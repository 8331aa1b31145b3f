/**
 * Finds component types, on the class path and in plugin jars, and describes them in a child process.
 *
 * <p>No class of a user's is loaded into the process that asks.
 * A jar is isolated by a class loader of our own, which is all that PF4J would have been for.
 */
@NullMarked
package org.rflow.plugins;

import org.jspecify.annotations.NullMarked;
