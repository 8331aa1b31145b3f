/**
 * Child processes and their groups, pid files, signals and daemons.
 *
 * <p>Knows no flow: it starts, watches and ends whatever command it is given.
 */
@NullMarked
package org.rflow.process;

import org.jspecify.annotations.NullMarked;
