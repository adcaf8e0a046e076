/** Hashes, keys, addresses, signatures under domain strings, a verifiable random function, sealing, and the encrypted keystore. Everything that signs or hides bytes goes through here; no secret leaves in a log or a toString. */
@NullMarked
package one.imago.node.crypto;

import org.jspecify.annotations.NullMarked;
