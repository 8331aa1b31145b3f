/**
 * Finds component types, on the class path and in plugin jars, and describes them in a child process.
 *
 * <p>No class of a user's is loaded into the process that asks. PF4J has its only door here.
 */
@NullMarked
package org.rflow.plugins;

import org.jspecify.annotations.NullMarked;
