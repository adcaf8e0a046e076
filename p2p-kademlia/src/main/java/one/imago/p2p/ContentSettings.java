package one.imago.p2p;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import one.imago.node.config.Configuration;
import one.imago.node.config.Setting;
import one.imago.node.crypto.PublicKey;
import one.imago.p2p.content.ContentLimits;
import one.imago.p2p.takedown.Denylist;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings of the content store. */
final class ContentSettings {
    static final Setting<Integer> QUOTA_MIB = Setting.integer(
            "content-quota-mib", 16384, 1, 1 << 30, "Room for previews, sealed originals and public content, in MiB");
    static final Setting<Integer> REPLICA_MIB = Setting.integer(
            "content-replica-mib",
            4096,
            0,
            1 << 30,
            "Of that, room for previews kept for others, in MiB; 0 keeps none");
    static final Setting<Integer> CACHE_MIB = Setting.integer(
            "content-cache-mib",
            1024,
            0,
            1 << 30,
            "Room for fetched content that nobody keeps, beside the quota, in MiB");
    static final Setting<Integer> PREVIEW_MIB =
            Setting.integer("content-preview-mib", 8, 1, 64, "Largest preview that is kept for others, in MiB");
    static final Setting<Denylist> DENYLIST = new Setting<>(
            "content-denylist",
            "",
            ContentSettings::denylist,
            "A file in the compact denylist format (IPIP-383) of content that this node refuses to hold");
    static final Setting<Set<PublicKey>> TAKEDOWN_KEYS = new Setting<>(
            "takedown-keys",
            "",
            ContentSettings::keys,
            "Public keys of lists whose takedowns bind this node, in hexadecimal, separated by commas");

    static final List<Setting<?>> ALL =
            List.of(QUOTA_MIB, REPLICA_MIB, CACHE_MIB, PREVIEW_MIB, DENYLIST, TAKEDOWN_KEYS);

    private static final Logger LOG = LoggerFactory.getLogger(ContentSettings.class);

    private ContentSettings() {}

    static ContentLimits limits(Configuration configuration) {
        return new ContentLimits(
                bytes(configuration.get(QUOTA_MIB)),
                bytes(configuration.get(REPLICA_MIB)),
                bytes(configuration.get(CACHE_MIB)));
    }

    static long bytes(int mebibytes) {
        return (long) mebibytes << 20;
    }

    private static Denylist denylist(String path) {
        if (path.isEmpty()) {
            return Denylist.EMPTY;
        }
        try (Reader text = Files.newBufferedReader(Path.of(path), StandardCharsets.UTF_8)) {
            Denylist list = Denylist.read(text);
            if (list.passedOver() > 0) {
                LOG.warn(
                        "{} of the rules in {} are of a kind that this node does not apply; {} are applied",
                        list.passedOver(),
                        path,
                        list.size());
            }
            return list;
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the denylist " + path + ": " + e.getMessage(), e);
        }
    }

    private static Set<PublicKey> keys(String text) {
        Set<PublicKey> keys = new HashSet<>();
        for (String key : text.split(",", -1)) {
            if (!key.isBlank()) {
                keys.add(PublicKey.parse(key.strip()));
            }
        }
        return keys;
    }
}
