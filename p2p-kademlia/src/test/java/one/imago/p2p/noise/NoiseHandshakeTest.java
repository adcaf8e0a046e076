package one.imago.p2p.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.southernstorm.noise.protocol.CipherStatePair;
import com.southernstorm.noise.protocol.HandshakeState;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import one.imago.node.crypto.SigningKey;
import one.imago.p2p.address.NodeKey;
import org.junit.jupiter.api.Test;

class NoiseHandshakeTest {
    private static final byte[] NOTHING = {};

    /** The vector for this protocol published with the Noise library cacophony: payload, ciphertext. */
    private static final List<String> CACOPHONY = List.of(
            "4c756477696720766f6e204d69736573",
            "ca35def5ae56cec33dc2036731ab14896bc4c75dbb07a61f879f8e3afa4c79444c756477696720766f6e204d69736573",
            "4d757272617920526f746862617264",
            "95ebc60d2b1fa672c1f46a8aa265ef51bfe38e7ccb39ec5be34069f14480884381cbad1f276e038c48378ffce2b65285e08d6b68aaa3"
                    + "629a5a8639392490e5b9bd5269c2f1e4f488ed8831161f19b7815528f8982ffe09be9b5c412f8a0db50f8814c7194e83f23d"
                    + "bd8d162c9326ad",
            "462e20412e20486179656b",
            "c7195ffacac1307ff99046f219750fc47693e23c3cb08b89c2af808b444850a80ae475b9df0f169ae80a89be0865b57f58c9fea0d4ec"
                    + "82a286427402f113e4b6ae769a1d95941d49b25030",
            "4361726c204d656e676572",
            "96763ed773f8e47bb3712f0e29b3060ffc956ffc146cee53d5e1df",
            "4a65616e2d426170746973746520536179",
            "3e40f15f6f3a46ae446b253bf8b1d9ffb6ed9b174d272328ff91a7e2e5c79c07f5",
            "457567656e2042f6686d20766f6e2042617765726b",
            "eb3f3515110702e047a6c9da4478b6ead94873c11c0f2d710ddb3f09fce024b3a58502ae3f");

    @Test
    void agreesWithThePublishedVector() throws Exception {
        byte[] prologue = hex("4a6f686e2047616c74");
        NoiseHandshake initiator = new NoiseHandshake(
                true,
                KeyPair.of(hex("893e28b9dc6ca8d611ab664754b8ceb7bac5117349a4439a6b0569da977c464a")),
                KeyPair.of(hex("e61ef9919cde45dd5f82166404bd08e38bceb5dfdfded0a34c8df7ed542214d1")),
                prologue);
        NoiseHandshake responder = new NoiseHandshake(
                false,
                KeyPair.of(hex("bbdb4cdbd309f1a1f2e1456967fe288cadd6f712d65dc7b7793d5e63da6b375b")),
                KeyPair.of(hex("4a3acbfdb163dec651dfa3194dece676d437029c62a408b4c5ea9114246e4893")),
                prologue);
        for (int i = 0; i < 6; i += 2) {
            NoiseHandshake writer = i % 4 == 0 ? initiator : responder;
            NoiseHandshake reader = i % 4 == 0 ? responder : initiator;
            byte[] message = writer.write(hex(CACOPHONY.get(i)));
            assertThat(message).isEqualTo(hex(CACOPHONY.get(i + 1)));
            assertThat(reader.read(message)).isEqualTo(hex(CACOPHONY.get(i)));
        }
        assertThat(initiator.handshakeHash())
                .isEqualTo(responder.handshakeHash())
                .isEqualTo(hex("c8e5f64e846193be2a834104c2a009868d6c9f3bd3c186299888b488b2f1f58e"));
        assertThat(initiator.theirStaticKey()).isEqualTo(responder.staticKey());
        assertThat(responder.theirStaticKey()).isEqualTo(initiator.staticKey());

        NoiseHandshake.Ciphers ours = initiator.split();
        NoiseHandshake.Ciphers theirs = responder.split();
        for (int i = 6; i < CACOPHONY.size(); i += 2) {
            // The vector's fourth message is the responder's, so its even messages are the initiator's.
            NoiseHandshake.Ciphers writer = i % 4 == 2 ? theirs : ours;
            NoiseHandshake.Ciphers reader = i % 4 == 2 ? ours : theirs;
            byte[] plain = hex(CACOPHONY.get(i));
            byte[] sealed = new byte[plain.length + NoiseCipher.TAG];
            writer.sending().encrypt(NOTHING, plain, 0, plain.length, sealed, 0);
            assertThat(sealed).isEqualTo(hex(CACOPHONY.get(i + 1)));
            byte[] opened = new byte[plain.length];
            assertThat(reader.receiving().decrypt(NOTHING, sealed, 0, sealed.length, opened, 0))
                    .isEqualTo(plain.length);
            assertThat(opened).isEqualTo(plain);
        }
    }

    @Test
    void speaksWithAnotherImplementation() throws Exception {
        for (boolean weBegin : new boolean[] {true, false}) {
            HandshakeState theirs = new HandshakeState(
                    "Noise_XX_25519_ChaChaPoly_SHA256", weBegin ? HandshakeState.RESPONDER : HandshakeState.INITIATOR);
            theirs.getLocalKeyPair().generateKeyPair();
            theirs.start();
            NoiseHandshake ours = NoiseHandshake.create(weBegin, new SecureRandom());
            byte[] buffer = new byte[1024];
            byte[] payload = new byte[1024];
            byte[] said = {1, 2, 3};
            while (!ours.isFinished()) {
                if (ours.writesNext()) {
                    byte[] message = ours.write(said);
                    int length = theirs.readMessage(message, 0, message.length, payload, 0);
                    assertThat(Arrays.copyOf(payload, length)).isEqualTo(said);
                } else {
                    int length = theirs.writeMessage(buffer, 0, said, 0, said.length);
                    assertThat(ours.read(Arrays.copyOf(buffer, length))).isEqualTo(said);
                }
            }
            assertThat(theirs.getHandshakeHash()).isEqualTo(ours.handshakeHash());
            CipherStatePair pair = theirs.split();
            byte[] large = new byte[NoiseHandshake.MAX_MESSAGE - NoiseCipher.TAG];
            byte[] sealed = new byte[NoiseHandshake.MAX_MESSAGE];
            byte[] opened = new byte[NoiseHandshake.MAX_MESSAGE];
            for (int i = 0; i < 3; i++) {
                large[i] = (byte) (i + 1);
                ours.split().sending().encrypt(NOTHING, large, 0, large.length, sealed, 0);
            }
            NoiseHandshake.Ciphers ciphers = ours.split();
            for (int i = 0; i < 3; i++) {
                int length = ciphers.sending().encrypt(NOTHING, large, 0, large.length, sealed, 0);
                assertThat(pair.getReceiver().decryptWithAd(NOTHING, sealed, 0, opened, 0, length))
                        .isEqualTo(large.length);
                assertThat(Arrays.copyOf(opened, large.length)).isEqualTo(large);
                int back = pair.getSender().encryptWithAd(NOTHING, large, 0, sealed, 0, 100);
                assertThat(ciphers.receiving().decrypt(NOTHING, sealed, 0, back, opened, 0))
                        .isEqualTo(100);
            }
        }
    }

    @Test
    void refusesWhatWasChanged() throws Exception {
        NoiseHandshake initiator = NoiseHandshake.create(true, new SecureRandom());
        NoiseHandshake responder = NoiseHandshake.create(false, new SecureRandom());
        responder.read(initiator.write(NOTHING));
        byte[] second = responder.write(new byte[] {1});
        second[40] ^= 1;

        assertThatThrownBy(() -> initiator.read(second)).isInstanceOf(NoiseException.class);
    }

    @Test
    void refusesAKeyOfSmallOrder() {
        NoiseHandshake responder = NoiseHandshake.create(false, new SecureRandom());

        assertThatThrownBy(() -> {
                    responder.read(new byte[32]);
                    responder.write(NOTHING);
                })
                .isInstanceOf(NoiseException.class);
    }

    @Test
    void identityIsProvenForTheStaticKeyOnly() throws Exception {
        NodeKey key = NodeKey.of(SigningKey.ofSeed(new byte[32]));
        byte[] staticKey = new byte[32];
        byte[] payload = IdentityPayload.create(key, staticKey);

        assertThat(IdentityPayload.verify(payload, staticKey)).isEqualTo(key.peerId());
        byte[] another = {1};
        assertThatThrownBy(() -> IdentityPayload.verify(payload, Arrays.copyOf(another, 32)))
                .isInstanceOf(NoiseException.class);
        assertThatThrownBy(() -> IdentityPayload.verify(NOTHING, staticKey)).isInstanceOf(NoiseException.class);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
