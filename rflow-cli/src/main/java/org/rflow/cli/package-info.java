/**
 * The rflow command, one class a subcommand; the only room that prints.
 *
 * <p>Decides nothing about flows: it reads arguments, asks other rooms, and shows their answers.
 */
@NullMarked
package org.rflow.cli;

import org.jspecify.annotations.NullMarked;
