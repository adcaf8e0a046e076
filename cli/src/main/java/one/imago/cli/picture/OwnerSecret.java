package one.imago.cli.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.InputFile;
import one.imago.cli.terminal.Json;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;
import one.imago.node.ledger.WorkId;
import one.imago.node.storage.PrivateFiles;
import one.imago.watermark.mark.MarkKey;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What opens the commitment to an owner's mark: shown in a dispute, never before, to no node at all. Format:
 * docs/protocol/owner-mark.md.
 *
 * @param workId the work, and the id that the mark carries
 * @param key under which the mark is written
 * @param salt of the commitment
 * @param revealTx transaction that publishes the commitment
 */
record OwnerSecret(WorkId workId, MarkKey key, Hash salt, Hash revealTx) {
    private static final int MAX_FILE = 64 * 1024;

    /** A new one under a key; in no transaction yet. */
    static OwnerSecret of(WorkId workId, MarkKey key, SecureRandom random) {
        byte[] salt = new byte[Hash.LENGTH];
        random.nextBytes(salt);
        return new OwnerSecret(workId, key, Hash.of(salt), Hash.ZERO);
    }

    Hash commitment() {
        return key.commitment(workId, salt);
    }

    OwnerSecret revealedBy(Hash txId) {
        return new OwnerSecret(workId, key, salt, txId);
    }

    @Override
    public String toString() {
        return "secret of the owner's mark of " + workId;
    }

    static OwnerSecret read(Path file) throws Failure {
        try {
            JsonNode node = Json.parse(InputFile.read(file, MAX_FILE));
            OwnerSecret secret = new OwnerSecret(
                    WorkId.parse(node.path("workId").asString("")),
                    MarkKey.parse(node.path("key").asString("")),
                    Hash.parse(node.path("salt").asString("")),
                    Hash.parse(node.path("revealTx").asString("")));
            if (node.path("format").asInt() == 1
                    && secret.commitment().hex().equals(node.path("commitment").asString(""))) {
                return secret;
            }
        } catch (JacksonException | IllegalArgumentException e) {
            // Its message could hold a part of the key.
        }
        throw Failure.refused(
                "owner-mark-unreadable",
                file + " is not the secret of an owner's mark, or it was damaged",
                "restore it from a copy");
    }

    /** The files below {@code owner-marks/}, each 0600. */
    record Drawer(Path dataDirectory) {
        Path file(WorkId workId) {
            return dataDirectory.resolve("owner-marks").resolve(workId + ".json");
        }

        Optional<OwnerSecret> find(WorkId workId) throws Failure {
            Path file = file(workId);
            return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
        }

        /** Durable when it returns. */
        void save(OwnerSecret secret) throws IOException {
            Path file = file(secret.workId());
            PrivateFiles.createDirectory(dataDirectory.resolve("owner-marks"));
            ObjectNode node = Json.object()
                    .put("format", 1)
                    .put("workId", secret.workId().toString())
                    .put("key", Hex.encode(secret.key().bytes()))
                    .put("salt", secret.salt().hex())
                    .put("commitment", secret.commitment().hex())
                    .put("revealTx", secret.revealTx().hex());
            PrivateFiles.replace(file, Json.text(node).getBytes(StandardCharsets.UTF_8));
        }
    }
}
