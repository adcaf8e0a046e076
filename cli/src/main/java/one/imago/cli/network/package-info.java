/** Making a network: its genesis, and a data directory for each of its first producers. Works offline. */
@NullMarked
package one.imago.cli.network;

import org.jspecify.annotations.NullMarked;
