/**
 * Fakes and test kits that are real code: the component tester, the connection contract and everything named Testing.
 *
 * <p>Uses no test framework, so that component authors can use it with theirs.
 */
@NullMarked
package org.rflow.testing;

import org.jspecify.annotations.NullMarked;
