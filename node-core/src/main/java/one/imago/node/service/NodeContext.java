package one.imago.node.service;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import one.imago.node.config.Configuration;
import one.imago.node.storage.DataDirectory;
import one.imago.node.storage.Storage;

/**
 * What every module is given instead of globals. Tests swap each part for a fake.
 *
 * @param clock the only source of time
 * @param random the only source of secrets
 * @param executors the only source of threads
 * @param configuration values of the declared settings
 * @param directory where things live on disk
 * @param storage opens key-value stores
 * @param events typed channels between modules
 * @param metrics where counters are registered
 */
public record NodeContext(
        Clock clock,
        SecureRandom random,
        NodeExecutors executors,
        Configuration configuration,
        DataDirectory directory,
        Storage storage,
        EventChannels events,
        MeterRegistry metrics) {}
