package one.imago.node.service;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Typed channels between modules: a channel is an interface whose methods return nothing. The publisher is a proxy of
 * it; every subscriber is called on the publisher's thread, in order of subscription. What a subscriber throws is logged
 * and does not reach the publisher or the other subscribers.
 */
public final class EventChannels {
    private static final Logger LOG = LoggerFactory.getLogger(EventChannels.class);

    private final Map<Class<?>, List<Object>> subscribers = new ConcurrentHashMap<>();

    public <T> T publisher(Class<T> channel) {
        for (var method : channel.getMethods()) {
            if (method.getReturnType() != void.class) {
                throw new IllegalArgumentException("a channel's methods return nothing: " + method);
            }
        }
        List<Object> receivers = receivers(channel);
        Object proxy =
                Proxy.newProxyInstance(channel.getClassLoader(), new Class<?>[] {channel}, (self, method, args) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.invoke(receivers, args);
                    }
                    for (Object receiver : receivers) {
                        try {
                            method.invoke(receiver, args);
                        } catch (InvocationTargetException e) {
                            LOG.error("a subscriber of {} failed", channel.getSimpleName(), e.getCause());
                        }
                    }
                    return null;
                });
        return channel.cast(proxy);
    }

    public <T> void subscribe(Class<T> channel, T subscriber) {
        receivers(channel).add(subscriber);
    }

    private List<Object> receivers(Class<?> channel) {
        return subscribers.computeIfAbsent(channel, key -> new CopyOnWriteArrayList<>());
    }
}
