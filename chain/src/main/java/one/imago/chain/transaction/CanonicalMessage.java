package one.imago.chain.transaction;

import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.Arrays;

/**
 * Reads protobuf messages of which only one encoding is valid: fields in ascending order, packed where they can be, no
 * default values, minimal varints, no unknown fields at any depth. Two different byte strings never mean the same.
 */
public final class CanonicalMessage {
    private CanonicalMessage() {}

    /** Reads a message that the caller has already bounded. */
    public static <M extends Message> M parse(Parser<M> parser, byte[] bytes) throws NonCanonicalException {
        return parse(parser, bytes, bytes.length);
    }

    /**
     * @param limit longest encoding in bytes, checked before anything is read
     * @throws NonCanonicalException when the bytes are not the one encoding of a message of this type
     */
    public static <M extends Message> M parse(Parser<M> parser, byte[] bytes, int limit) throws NonCanonicalException {
        if (bytes.length > limit) {
            throw new NonCanonicalException("there are " + bytes.length + " bytes, at most " + limit + " are allowed");
        }
        M message;
        try {
            message = DiscardUnknownFieldsParser.wrap(parser).parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new NonCanonicalException("the bytes are not a message of this kind");
        }
        if (!Arrays.equals(message.toByteArray(), bytes)) {
            throw new NonCanonicalException(
                    "the message is not in its canonical encoding, or has fields that are not known");
        }
        return message;
    }

    /** The bytes are not the one valid encoding. */
    public static final class NonCanonicalException extends Exception {
        private static final long serialVersionUID = 1;

        NonCanonicalException(String message) {
            super(message, null, false, false);
        }
    }
}
