package one.imago.node.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a signature is for. The domain string goes in front of the signed bytes, so that a signature of one kind never
 * verifies as another. The strings are part of the protocol.
 */
public enum SignatureDomain {
    TRANSACTION("imago/transaction/1"),
    BLOCK("imago/block/1"),
    VOTE("imago/vote/1"),
    TIMEOUT("imago/timeout/1"),
    PEER_RECORD("imago/peer-record/1"),
    GRANT("imago/grant/1"),
    KEY_POSSESSION("imago/key-possession/1"),
    TAKEDOWN("imago/takedown/1");

    private final String domain;

    SignatureDomain(String domain) {
        this.domain = domain;
    }

    /** The domain string. */
    public String domain() {
        return domain;
    }

    /** The bytes that go in front of the message: the domain string in ASCII, then one zero byte. */
    public byte[] prefix() {
        return (domain + '\0').getBytes(StandardCharsets.US_ASCII);
    }

    /** The bytes that are signed: {@link #prefix()} ‖ message. */
    byte[] signed(byte[] message) {
        byte[] prefix = prefix();
        byte[] signed = Arrays.copyOf(prefix, prefix.length + message.length);
        System.arraycopy(message, 0, signed, prefix.length, message.length);
        return signed;
    }
}
