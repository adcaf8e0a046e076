package one.imago.chain.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import one.imago.chain.proto.TransactionPayload;
import one.imago.chain.state.TransactionRejected;
import one.imago.chain.token.TokenBodies;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.crypto.SignatureDomain;
import one.imago.node.crypto.SigningKey;
import one.imago.node.ledger.Amount;
import org.junit.jupiter.api.Test;

class SignedTransactionTest {
    private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
    private static final Hash CHAIN = Hash.sha256(new byte[] {1});
    private static final TransactionDecoder DECODER = new TransactionDecoder(CHAIN, Set.of(TokenBodies.TRANSFER));

    private static TransactionPayload.Builder fields() {
        return payload(TokenBodies.transfer(KEY.address(), new Amount(5))
                .from(KEY.address(), CHAIN, 3, new Amount(1_000_000), 99)
                .encode()
                .payload());
    }

    private static TransactionPayload.Builder payload(byte[] bytes) {
        try {
            return TransactionPayload.parseFrom(bytes).toBuilder();
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] signed(byte[] payload) {
        return one.imago.chain.proto.SignedTransaction.newBuilder()
                .setPayload(ByteString.copyFrom(payload))
                .setPublicKey(ByteString.copyFrom(KEY.publicKey().bytes()))
                .setSignature(ByteString.copyFrom(KEY.sign(SignatureDomain.TRANSACTION, payload)))
                .build()
                .toByteArray();
    }

    private static void rejected(Consumer<TransactionPayload.Builder> change, String code) {
        TransactionPayload.Builder fields = fields();
        change.accept(fields);
        rejected(signed(fields.build().toByteArray()), code);
    }

    private static void rejected(byte[] encoded, String code) {
        assertThatThrownBy(() -> DECODER.decode(encoded))
                .isInstanceOfSatisfying(
                        TransactionRejected.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** The test values of docs/protocol/ledger.md. */
    @Test
    void theEnvelopeIsTheGoldenOne() throws Exception {
        SignedTransaction transaction = DECODER.decode(signed(fields().build().toByteArray()));

        assertThat(Hex.encode(transaction.encode()))
                .isEqualTo(
                        "0a73080112204bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a18012205746f6b656e2a087472616e7366657230013a146863b27a189be2d21d6b41a6faee6b45328c228f4001480350c0843d586362180a146863b27a189be2d21d6b41a6faee6b45328c228f100512203b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da291a40a0bc758c18f9dcae91a51aa0896ad0bfac0c8091545225605352d3c501b6b6ba1eec6dc321fc49ebcaf71ecc5412173249377cbc68e588f16e0ee807a9384e0a");
        assertThat(transaction.txId().hex())
                .isEqualTo("5680850089bd627d476285f9332af6ebefaeffd74517b5ff36c0a21d09e9e858");
        assertThat(transaction.signatureHolds()).isTrue();
        assertThat(transaction.nonce()).isEqualTo(3);
        assertThat(transaction.expiry()).isEqualTo(99);
        assertThat(transaction.sender()).isEqualTo(KEY.address());
        assertThat(SignedTransaction.decode(transaction.encode())).isEqualTo(transaction);
    }

    @Test
    void eachWrongFieldHasItsCode() {
        rejected(f -> f.setFormat(2), "format-unknown");
        rejected(f -> f.setProtocol(2), "protocol-unknown");
        rejected(f -> f.setKeyScheme(2), "key-invalid");
        rejected(f -> f.setChainId(ByteString.copyFrom(new byte[31])), "field-invalid");
        rejected(f -> f.setChainId(ByteString.copyFrom(new byte[32])), "wrong-chain");
        rejected(f -> f.setSender(ByteString.copyFrom(new byte[19])), "field-invalid");
        rejected(f -> f.setSender(ByteString.copyFrom(new byte[20])), "sender-mismatch");
        rejected(f -> f.setModule(""), "field-invalid");
        rejected(f -> f.setModule("Token"), "field-invalid");
        rejected(f -> f.setKind("x".repeat(41)), "field-invalid");
        rejected(f -> f.setKind("mint"), "unknown-kind");
        rejected(f -> f.setVersion(2), "unknown-kind");
        rejected(f -> f.setVersion(0), "field-invalid");
        rejected(f -> f.setNonce(-1), "field-invalid");
        rejected(f -> f.setFeeLimit(-1), "field-invalid");
        rejected(f -> f.setFeeLimit(12_399), "fee-too-low");
        rejected(f -> f.setExpiry(0), "field-invalid");
        rejected(f -> f.setBody(ByteString.copyFrom(new byte[SignedTransaction.MAX_SIZE])), "too-large");
    }

    @Test
    void refusesEveryOtherEncodingOfTheSame() {
        byte[] good = fields().build().toByteArray();
        byte[] unknownField = Arrays.copyOf(good, good.length + 3);
        unknownField[good.length] = (byte) 0xf8;
        unknownField[good.length + 1] = 1;
        unknownField[good.length + 2] = 1;
        rejected(signed(unknownField), "non-canonical");
        // The first field again at the end: the same value, another encoding.
        byte[] twice = Arrays.copyOf(good, good.length + 2);
        twice[good.length] = 8;
        twice[good.length + 1] = 1;
        rejected(signed(twice), "non-canonical");
        byte[] longVarint = new byte[good.length + 1];
        longVarint[0] = 8;
        longVarint[1] = (byte) 0x81;
        System.arraycopy(good, 2, longVarint, 3, good.length - 2);
        rejected(signed(longVarint), "non-canonical");
        rejected(Arrays.copyOf(signed(good), 100), "non-canonical");
        rejected(new byte[0], "format-unknown");
    }

    @Test
    void aChangedByteNeverLeavesAValidSignature() {
        byte[] good = signed(fields().build().toByteArray());
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            try {
                assertThat(DECODER.decode(bad).signatureHolds())
                        .as("byte %d", i)
                        .isFalse();
            } catch (TransactionRejected e) {
                assertThat(e.code()).matches("[a-z-]+");
            }
        }
    }

    @Test
    void refusesToSignForAnotherAccount() {
        var unsigned = TokenBodies.transfer(KEY.address(), new Amount(5))
                .from(SigningKey.ofSeed(Hash.ZERO.bytes()).address(), CHAIN, 0, Amount.ZERO, 9)
                .encode();
        byte[] seed = new byte[32];
        seed[0] = 1;
        assertThatThrownBy(() -> SignedTransaction.sign(unsigned, SigningKey.ofSeed(seed)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
