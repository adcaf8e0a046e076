package one.imago.p2p.kad;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class KadMessageFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void whatIsReadIsBoundedAndReadsTheSameAgain(byte[] frame) throws MalformedMessage {
        KadMessage message;
        try {
            message = KadMessage.decode(frame);
        } catch (MalformedMessage e) {
            return;
        }
        assertThat(message.closer()).hasSizeLessThanOrEqualTo(KadMessage.MAX_PEERS);
        assertThat(message.providers()).hasSizeLessThanOrEqualTo(KadMessage.MAX_PEERS);
        assertThat(message.closer()).allMatch(peer -> peer.addresses().size() <= KadMessage.MAX_ADDRESSES);
        assertThat(KadMessage.decode(message.encode())).isEqualTo(message);
    }
}
