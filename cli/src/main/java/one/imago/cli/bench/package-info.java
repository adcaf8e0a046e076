/**
 * Benchmarks that a person can run. The ledger's starts real node processes and counts only what is final; those of
 * marks work on a folder of pictures, in this process. What a bench prints stands beside its target, and nothing is
 * left out because it failed.
 */
@NullMarked
package one.imago.cli.bench;

import org.jspecify.annotations.NullMarked;
