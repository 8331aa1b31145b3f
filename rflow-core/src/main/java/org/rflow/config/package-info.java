/**
 * Reads a flow file and its settings into a flow, with every problem's file, line and column.
 *
 * <p>Never writes a user's file and knows no component. Commons Configuration, YAML and JSON Schema have their only
 * door here.
 */
@NullMarked
package org.rflow.config;

import org.jspecify.annotations.NullMarked;
