/**
 * Files as UnixFS trees: raw leaves of 1 MiB under dag-pb nodes of at most 1,024 links, balanced, byte for byte what the
 * JavaScript importer of IPFS makes. Directories, inline data and other layouts' features are refused.
 */
@NullMarked
package one.imago.p2p.unixfs;

import org.jspecify.annotations.NullMarked;
