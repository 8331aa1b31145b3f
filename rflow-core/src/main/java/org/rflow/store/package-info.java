/**
 * The configuration database: open, work, close.
 *
 * <p>Nobody keeps it open, and live state is not in it. SQL, JDBI, Flyway and Hikari have their only door here.
 */
@NullMarked
package org.rflow.store;

import org.jspecify.annotations.NullMarked;
