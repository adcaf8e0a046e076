package one.imago.node.crypto;

/**
 * What a keystore tells of a key without its passphrase.
 *
 * @param name the name it has here
 * @param publicKey not proven until the key is unlocked
 */
public record KeyEntry(String name, PublicKey publicKey) {
    public Address address() {
        return publicKey.address();
    }
}
