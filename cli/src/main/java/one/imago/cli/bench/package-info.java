/**
 * Benchmarks that a person can run: real node processes, load over their RPC, and only what is final is counted. The
 * load generator's own CPU is reported apart.
 */
@NullMarked
package one.imago.cli.bench;

import org.jspecify.annotations.NullMarked;
