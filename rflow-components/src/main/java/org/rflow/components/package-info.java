/**
 * The standard library, one class a component.
 *
 * <p>Uses what every author of components may use, and nothing else of RFlow.
 */
@NullMarked
package org.rflow.components;

import org.jspecify.annotations.NullMarked;
