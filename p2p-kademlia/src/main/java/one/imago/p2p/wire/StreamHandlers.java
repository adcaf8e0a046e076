package one.imago.p2p.wire;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import one.imago.p2p.connection.PeerStream;
import one.imago.p2p.connection.StreamHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The protocols that this node takes streams for. Thread-safe. */
final class StreamHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(StreamHandlers.class);

    private final Map<String, StreamHandler> byProtocol = new ConcurrentHashMap<>();

    void put(String protocol, StreamHandler handler) {
        if (byProtocol.putIfAbsent(protocol, handler) != null) {
            throw new IllegalStateException(protocol + " is taken already");
        }
    }

    void remove(String protocol) {
        byProtocol.remove(protocol);
    }

    boolean speaks(String protocol) {
        return byProtocol.containsKey(protocol);
    }

    List<String> protocols() {
        return byProtocol.keySet().stream().sorted().toList();
    }

    void handle(PeerStream stream) {
        StreamHandler handler = byProtocol.get(stream.protocol());
        if (handler == null) {
            stream.reset();
            return;
        }
        try {
            handler.handle(stream);
        } catch (RuntimeException e) {
            LOG.warn("a stream for {} failed", stream.protocol(), e);
            stream.reset();
        }
    }
}
