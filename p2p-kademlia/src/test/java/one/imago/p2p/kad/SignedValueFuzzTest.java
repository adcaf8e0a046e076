package one.imago.p2p.kad;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class SignedValueFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void whatIsReadIsSignedAndReadsTheSameAgain(byte[] bytes) throws MalformedMessage {
        SignedValue value;
        try {
            value = SignedValue.decode(bytes);
        } catch (MalformedMessage e) {
            return;
        }
        assertThat(SignedValue.decode(value.encode())).isEqualTo(value);
        assertThat(value.payload().length()).isLessThanOrEqualTo(SignedValue.MAX_PAYLOAD);
    }
}
