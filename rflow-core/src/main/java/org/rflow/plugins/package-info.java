/**
 * Finds component types, on the class path and in plugins, and describes them in a child process.
 *
 * <p>No class of a user's is loaded into the process that asks.
 * A plugin is isolated by a class loader of our own: docs/decisions/0017-plugins.md says why it is not PF4J's.
 */
@NullMarked
package org.rflow.plugins;

import org.jspecify.annotations.NullMarked;
