package one.imago.chain.copyright;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;

/** Reads what this module wrote into the state itself, under the schema that it was written under. */
final class StateRecords {
    private StateRecords() {}

    /**
     * @throws IllegalStateException when it is not what was written: the store is damaged
     */
    static <M extends Message> M read(Parser<M> parser, byte[] value) {
        try {
            return parser.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a record in the state is damaged", e);
        }
    }
}
