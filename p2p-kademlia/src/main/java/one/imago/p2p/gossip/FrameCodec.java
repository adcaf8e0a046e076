package one.imago.p2p.gossip;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import one.imago.p2p.gossip.GossipFrame.Have;
import one.imago.p2p.gossip.GossipFrame.Prune;
import one.imago.p2p.gossip.GossipFrame.Subscription;

/**
 * Frames as protobuf (libp2p/specs/pubsub, gossipsub 1.1). By hand, so that a hostile frame is counted before it becomes
 * objects, and messages keep their bytes. Unknown fields are passed over: later versions of the protocol add some.
 */
final class FrameCodec {
    private static final int SUBSCRIPTION = (1 << 3) | 2;
    private static final int MESSAGE = (2 << 3) | 2;
    private static final int CONTROL = (3 << 3) | 2;
    private static final int SUBSCRIPTION_ENTERED = 1 << 3;
    private static final int SUBSCRIPTION_TOPIC = (2 << 3) | 2;
    private static final int HAVE = (1 << 3) | 2;
    private static final int WANT = (2 << 3) | 2;
    private static final int GRAFT = (3 << 3) | 2;
    private static final int PRUNE = (4 << 3) | 2;
    private static final int TOPIC = (1 << 3) | 2;
    private static final int HAVE_ID = (2 << 3) | 2;
    private static final int WANT_ID = (1 << 3) | 2;
    private static final int PRUNE_BACKOFF = 3 << 3;

    /** Subscriptions, messages, grafts and prunes of one frame, each; and parts of its talk of messages. */
    private static final int MAX_PARTS = 256;

    private FrameCodec() {}

    /** The frame's bytes, without the length in front of them. */
    static byte[] encode(GossipFrame frame) {
        return bytes(out -> {
            for (Subscription each : frame.subscriptions()) {
                part(out, SUBSCRIPTION, bytes(inner -> {
                    inner.writeBool(1, each.entered());
                    inner.writeString(2, each.topic());
                }));
            }
            for (SignedMessage message : frame.messages()) {
                part(out, MESSAGE, message.encoded());
            }
            byte[] control = control(frame);
            if (control.length > 0) {
                part(out, CONTROL, control);
            }
        });
    }

    private static byte[] control(GossipFrame frame) {
        return bytes(out -> {
            for (Have have : frame.haves()) {
                part(out, HAVE, bytes(inner -> {
                    inner.writeString(1, have.topic());
                    for (MessageId id : have.ids()) {
                        inner.writeByteArray(2, id.bytes());
                    }
                }));
            }
            if (!frame.wants().isEmpty()) {
                part(out, WANT, bytes(inner -> {
                    for (MessageId id : frame.wants()) {
                        inner.writeByteArray(1, id.bytes());
                    }
                }));
            }
            for (String topic : frame.grafts()) {
                part(out, GRAFT, bytes(inner -> inner.writeString(1, topic)));
            }
            for (Prune prune : frame.prunes()) {
                part(out, PRUNE, bytes(inner -> {
                    inner.writeString(1, prune.topic());
                    if (!prune.backoff().isZero()) {
                        inner.writeUInt64(3, prune.backoff().toSeconds());
                    }
                }));
            }
        });
    }

    /**
     * Reads a stranger's frame.
     *
     * @throws MalformedFrame when it is none, or beyond the limits
     */
    static GossipFrame decode(byte[] bytes) throws MalformedFrame {
        if (bytes.length > GossipFrame.MAX_BYTES) {
            throw new MalformedFrame("a frame has at most 4 MiB, not " + bytes.length + " bytes");
        }
        try {
            return new Reading(bytes).frame();
        } catch (MalformedFrame e) {
            throw e;
        } catch (IOException e) {
            throw new MalformedFrame("not a gossip frame: " + e.getMessage());
        }
    }

    private static void part(CodedOutputStream out, int tag, byte[] content) throws IOException {
        out.writeUInt32NoTag(tag);
        out.writeUInt32NoTag(content.length);
        out.writeRawBytes(content);
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            writing.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** One pass over one frame. */
    private static final class Reading {
        private final CodedInputStream in;
        private final List<Subscription> subscriptions = new ArrayList<>();
        private final List<SignedMessage> messages = new ArrayList<>();
        private final List<Have> haves = new ArrayList<>();
        private final List<MessageId> wants = new ArrayList<>();
        private final List<String> grafts = new ArrayList<>();
        private final List<Prune> prunes = new ArrayList<>();
        private int ids;

        Reading(byte[] bytes) {
            this.in = CodedInputStream.newInstance(bytes);
        }

        GossipFrame frame() throws IOException {
            each(tag -> {
                switch (tag) {
                    case SUBSCRIPTION -> inside(this::subscription);
                    case MESSAGE -> {
                        admit(messages);
                        messages.add(SignedMessage.decode(in.readRawBytes(length(SignedMessage.MAX_BYTES))));
                    }
                    case CONTROL -> inside(this::control);
                    default -> skip(tag);
                }
            });
            return new GossipFrame(subscriptions, messages, haves, wants, grafts, prunes);
        }

        private void subscription() throws IOException {
            boolean[] entered = {false};
            String[] topic = {""};
            each(tag -> {
                switch (tag) {
                    case SUBSCRIPTION_ENTERED -> entered[0] = in.readBool();
                    case SUBSCRIPTION_TOPIC -> topic[0] = topic();
                    default -> skip(tag);
                }
            });
            admit(subscriptions);
            subscriptions.add(new Subscription(topic[0], entered[0]));
        }

        private void control() throws IOException {
            each(tag -> {
                switch (tag) {
                    case HAVE -> inside(this::have);
                    case WANT -> inside(this::want);
                    case GRAFT -> inside(this::graft);
                    case PRUNE -> inside(this::prune);
                    default -> skip(tag);
                }
            });
        }

        private void have() throws IOException {
            String[] topic = {""};
            List<MessageId> named = new ArrayList<>();
            each(tag -> {
                switch (tag) {
                    case TOPIC -> topic[0] = topic();
                    case HAVE_ID -> named.add(id());
                    default -> skip(tag);
                }
            });
            admit(haves);
            haves.add(new Have(topic[0], named));
        }

        private void want() throws IOException {
            each(tag -> {
                if (tag == WANT_ID) {
                    wants.add(id());
                } else {
                    skip(tag);
                }
            });
        }

        private void graft() throws IOException {
            String[] topic = {""};
            each(tag -> {
                if (tag == TOPIC) {
                    topic[0] = topic();
                } else {
                    skip(tag);
                }
            });
            admit(grafts);
            grafts.add(topic[0]);
        }

        private void prune() throws IOException {
            String[] topic = {""};
            long[] seconds = {0};
            each(tag -> {
                switch (tag) {
                    case TOPIC -> topic[0] = topic();
                    case PRUNE_BACKOFF -> seconds[0] = in.readUInt64();
                    default -> skip(tag);
                }
            });
            admit(prunes);
            long most = GossipParameters.MAX_BACKOFF.toSeconds();
            // A negative number is one above 2^63 seconds.
            prunes.add(new Prune(topic[0], Duration.ofSeconds(seconds[0] < 0 ? most : Math.min(seconds[0], most))));
        }

        private void each(Field field) throws IOException {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                field.read(tag);
            }
        }

        private void inside(Part part) throws IOException {
            int outer = in.pushLimit(in.readRawVarint32());
            part.read();
            in.popLimit(outer);
        }

        private String topic() throws IOException {
            return new String(in.readRawBytes(length(SignedMessage.MAX_TOPIC_BYTES)), StandardCharsets.UTF_8);
        }

        private MessageId id() throws IOException {
            if (ids++ == GossipParameters.MAX_HAVE_IDS) {
                throw new MalformedFrame("a frame names at most " + GossipParameters.MAX_HAVE_IDS + " messages");
            }
            return new MessageId(in.readRawBytes(length(MessageId.MAX_BYTES)));
        }

        private int length(int max) throws IOException {
            int length = in.readRawVarint32();
            if (length < 0 || length > max) {
                throw new MalformedFrame("a part of a frame is longer than " + max + " bytes");
            }
            return length;
        }

        private static void admit(List<?> parts) throws MalformedFrame {
            if (parts.size() == MAX_PARTS) {
                throw new MalformedFrame("a frame has at most " + MAX_PARTS + " parts of a kind");
            }
        }

        private void skip(int tag) throws IOException {
            if (!in.skipField(tag)) {
                throw new MalformedFrame("a group ends that never began");
            }
        }
    }

    /** Reads what stands under a tag. */
    @FunctionalInterface
    private interface Field {
        void read(int tag) throws IOException;
    }

    /** Reads what is inside a field. */
    @FunctionalInterface
    private interface Part {
        void read() throws IOException;
    }

    /** Writes fields. */
    @FunctionalInterface
    private interface Writing {
        void write(CodedOutputStream out) throws IOException;
    }
}
