/** The key-value port and its RocksDB adapter, the data directory with its lock and format version. Knows segments and bytes, never what they mean. */
@NullMarked
package one.imago.node.storage;

import org.jspecify.annotations.NullMarked;
