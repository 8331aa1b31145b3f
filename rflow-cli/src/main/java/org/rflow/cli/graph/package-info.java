/**
 * Drawings of a flow: as Mermaid, as DOT, and as an SVG picture with a layout of its own.
 *
 * <p>Makes text from a flow; reads and prints nothing.
 */
@NullMarked
package org.rflow.cli.graph;

import org.jspecify.annotations.NullMarked;
