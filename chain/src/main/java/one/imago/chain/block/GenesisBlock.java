package one.imago.chain.block;

import java.util.List;
import java.util.Optional;
import one.imago.chain.genesis.Genesis;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.KeyScheme;
import one.imago.node.crypto.PublicKey;

/**
 * The block at height 0. Nobody produced it: its key and signature are zero bytes, and it is final because everyone who
 * pins the genesis says so.
 */
public final class GenesisBlock {
    private GenesisBlock() {}

    public static Block of(Genesis genesis, Hash stateRoot) {
        PublicKey nobody = PublicKey.of(new byte[KeyScheme.ED25519.publicKeyLength()]);
        Header header = new Header(
                genesis.chainId(),
                Header.PROTOCOL,
                0,
                0,
                Hash.ZERO,
                genesis.timestampMillis(),
                nobody.address(),
                Hash.ZERO,
                stateRoot,
                genesis.producerSet().hash(),
                Hash.ZERO);
        return new Block(header, new byte[KeyScheme.ED25519.signatureLength()], nobody, Optional.empty(), List.of());
    }
}
