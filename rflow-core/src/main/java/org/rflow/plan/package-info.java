/**
 * Checks a flow against its component types and fills in what the user left out: ids, addresses, slices and orders.
 *
 * <p>Pure: opens no file, socket or database, and starts nothing.
 */
@NullMarked
package org.rflow.plan;

import org.jspecify.annotations.NullMarked;
