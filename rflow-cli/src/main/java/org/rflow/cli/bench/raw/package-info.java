/**
 * The references that RFlow is measured against, as programs of their own: JeroMQ and the JDK's sockets used directly,
 * on purpose without anything of RFlow's between.
 */
@NullMarked
package org.rflow.cli.bench.raw;

import org.jspecify.annotations.NullMarked;
