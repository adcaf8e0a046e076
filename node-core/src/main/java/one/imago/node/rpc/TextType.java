package one.imago.node.rpc;

import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import one.imago.node.content.Cid;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.crypto.PublicKey;
import one.imago.node.ledger.Amount;
import one.imago.node.ledger.WorkId;

/**
 * A value type that is one string in JSON. The reader, the writer and the schema of {@code rpc.discover} come from the
 * same record, so they cannot drift apart.
 *
 * @param type the Java type
 * @param parse throws IllegalArgumentException with a message for a person
 * @param print the one text form
 * @param pattern regular expression of the text form (ECMA 262)
 * @param description for the schema
 */
record TextType<T>(
        Class<T> type, Function<String, T> parse, Function<T, String> print, String pattern, String description) {
    static final List<TextType<?>> ALL = List.of(
            new TextType<>(Hash.class, Hash::parse, Hash::hex, "^[0-9a-f]{64}$", "a SHA-256 digest"),
            new TextType<>(
                    PublicKey.class, PublicKey::parse, PublicKey::hex, "^[0-9a-f]{64}$", "an Ed25519 public key"),
            new TextType<>(
                    Address.class,
                    Address::parse,
                    Address::toString,
                    "^imago1[02-9ac-hj-np-z]{38}$",
                    "an account address in Bech32m"),
            new TextType<>(
                    Amount.class,
                    Amount::parse,
                    Amount::toString,
                    "^[0-9]{1,11}(\\.[0-9]{1,8})?$",
                    "a decimal number of tokens"),
            new TextType<>(WorkId.class, WorkId::parse, WorkId::toString, "^[0-9a-f]{16}$", "the name of a work"),
            new TextType<>(Cid.class, Cid::parse, Cid::toString, "^b[a-z2-7]{58}$", "a content identifier, version 1"),
            new TextType<>(
                    byte[].class,
                    text -> Hex.decodeUpTo(text, text.length() / 2),
                    Hex::encode,
                    "^([0-9a-f]{2})*$",
                    "bytes in lower-case hexadecimal"),
            new TextType<>(
                    Base64Bytes.class,
                    TextType::decodeBase64,
                    bytes -> Base64.getEncoder().encodeToString(bytes.bytes()),
                    "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
                    "bytes in base64 with padding"));

    T read(String text) {
        return parse.apply(text);
    }

    private static Base64Bytes decodeBase64(String text) {
        if (text.length() % 4 != 0) {
            throw new IllegalArgumentException("expected base64 with padding");
        }
        try {
            return new Base64Bytes(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("expected base64 with padding", e);
        }
    }
}
