package one.imago.p2p.kad;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Shows {@link DhtStatus} under {@code /metrics}. */
public final class DhtMetrics {
    private DhtMetrics() {}

    /** Registers the gauges of a node's DHT. */
    public static void bind(Dht dht, MeterRegistry registry) {
        gauge(dht, registry, "dht_peers", "Peers in the routing table", DhtStatus::peers);
        gauge(dht, registry, "dht_network_size", "Estimated servers in the network", DhtStatus::networkSize);
        gauge(dht, registry, "dht_provider_records", "Provider records kept for others", DhtStatus::providerRecords);
        gauge(dht, registry, "dht_value_records", "Values kept for others", DhtStatus::valueRecords);
        gauge(dht, registry, "dht_publications", "Records of this node's own", DhtStatus::publications);
        gauge(dht, registry, "dht_publications_waiting", "Own records without a keeper yet", DhtStatus::waiting);
        gauge(
                dht,
                registry,
                "dht_publication_lag_seconds",
                "How late the oldest own record is",
                status -> status.lag().toSeconds());
        gauge(dht, registry, "dht_lookups_started", "Lookups since the start", DhtStatus::lookups);
        gauge(dht, registry, "dht_requests_refused", "Requests turned away since the start", DhtStatus::refused);
    }

    private static void gauge(
            Dht dht, MeterRegistry registry, String name, String description, ToDoubleFunction<DhtStatus> value) {
        Gauge.builder(name, dht, each -> value.applyAsDouble(each.status()))
                .description(description)
                .register(registry);
    }
}
