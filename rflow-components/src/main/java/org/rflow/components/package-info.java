/**
 * The standard library, one class a component.
 *
 * <p>Uses what every author of components may use, and nothing else of RFlow. What reads and parses records is public for the
 * bench, whose plain loop is to do the same work.
 */
@NullMarked
package org.rflow.components;

import org.jspecify.annotations.NullMarked;
