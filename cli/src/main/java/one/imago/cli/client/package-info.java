/**
 * The node as a client sees it: where it listens, its RPC, and the keys on this side that sign what it prepares. Keys and
 * passphrases stay here; nothing in this package sends them anywhere.
 */
@NullMarked
package one.imago.cli.client;

import org.jspecify.annotations.NullMarked;
