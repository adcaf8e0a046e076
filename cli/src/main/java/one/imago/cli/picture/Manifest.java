package one.imago.cli.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import one.imago.cli.terminal.Json;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.ledger.WorkId;
import one.imago.node.storage.PrivateFiles;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an owner states about a work and keeps to himself: names and values, each salted on its own, so that one can be
 * shown and another erased while the root on the ledger still holds. Format: docs/protocol/manifest.md.
 */
final class Manifest {
    private static final byte[] LEAF_DOMAIN = "imago/manifest-leaf/1\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NODE_DOMAIN = "imago/manifest-node/1\0".getBytes(StandardCharsets.US_ASCII);
    private static final int SALT_LENGTH = 32;

    private final List<Entry> entries;

    private Manifest(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** One statement with its salt. */
    record Entry(String name, String value, byte[] salt) {
        Hash leaf() {
            byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
            byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
            return Hash.sha256(
                    LEAF_DOMAIN,
                    salt,
                    ByteBuffer.allocate(2).putShort((short) nameBytes.length).array(),
                    nameBytes,
                    ByteBuffer.allocate(4).putInt(valueBytes.length).array(),
                    valueBytes);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Salts each statement. */
    static Manifest of(SortedMap<String, String> statements, SecureRandom random) {
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, String> statement : statements.entrySet()) {
            byte[] salt = new byte[SALT_LENGTH];
            random.nextBytes(salt);
            entries.add(new Entry(statement.getKey(), statement.getValue(), salt));
        }
        return new Manifest(entries);
    }

    static Manifest withSalts(SortedMap<String, String> statements, byte[] salt) {
        List<Entry> entries = new ArrayList<>();
        new TreeMap<>(statements).forEach((name, value) -> entries.add(new Entry(name, value, salt)));
        return new Manifest(entries);
    }

    /** Merkle root over the leaves in order of their names; {@link Hash#ZERO} without any. */
    Hash root() {
        List<Hash> level = new ArrayList<>(entries.stream().map(Entry::leaf).toList());
        if (level.isEmpty()) {
            return Hash.ZERO;
        }
        while (level.size() > 1) {
            List<Hash> above = new ArrayList<>();
            for (int i = 0; i + 1 < level.size(); i += 2) {
                above.add(Hash.sha256(
                        NODE_DOMAIN, level.get(i).bytes(), level.get(i + 1).bytes()));
            }
            if (level.size() % 2 == 1) {
                above.add(level.get(level.size() - 1));
            }
            level = above;
        }
        return level.get(0);
    }

    /** Writes {@code manifests/WORKID.json}, for the owner's eyes alone. */
    void save(Path dataDirectory, WorkId workId) throws IOException {
        if (entries.isEmpty()) {
            return;
        }
        Path directory = dataDirectory.resolve("manifests");
        PrivateFiles.createDirectory(directory);
        ArrayNode list = Json.array();
        for (Entry entry : entries) {
            list.add(Json.object()
                    .put("name", entry.name())
                    .put("value", entry.value())
                    .put("salt", Hex.encode(entry.salt())));
        }
        ObjectNode document =
                Json.object().put("format", 1).put("workId", workId.toString()).put("root", root().hex());
        document.set("entries", list);
        PrivateFiles.replace(
                directory.resolve(workId + ".json"), Json.text(document).getBytes(StandardCharsets.UTF_8));
    }
}
