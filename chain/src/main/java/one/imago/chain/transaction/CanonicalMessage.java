package one.imago.chain.transaction;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Reads protobuf messages of which only one encoding is valid: fields in ascending order, packed where they can be, no
 * default values, minimal varints, no unknown fields at any depth. Two different byte strings never mean the same.
 */
public final class CanonicalMessage {
    private CanonicalMessage() {}

    /**
     * @throws NonCanonicalException when the bytes are not the one encoding of a message of this type
     */
    public static <M extends Message> M parse(Parser<M> parser, byte[] bytes) throws NonCanonicalException {
        M message;
        try {
            message = parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new NonCanonicalException("the bytes are not a message of this kind");
        }
        if (hasUnknownFields(message)) {
            throw new NonCanonicalException("the message has fields that this protocol does not know");
        }
        if (!Arrays.equals(message.toByteArray(), bytes)) {
            throw new NonCanonicalException("the message is not in its canonical encoding");
        }
        return message;
    }

    private static boolean hasUnknownFields(Message message) {
        if (!message.getUnknownFields().asMap().isEmpty()) {
            return true;
        }
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            if (field.getKey().getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                Collection<?> values =
                        field.getValue() instanceof Collection<?> many ? many : List.of(field.getValue());
                for (Object value : values) {
                    if (hasUnknownFields((Message) value)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The bytes are not the one valid encoding. */
    public static final class NonCanonicalException extends Exception {
        private static final long serialVersionUID = 1;

        NonCanonicalException(String message) {
            super(message, null, false, false);
        }
    }
}
