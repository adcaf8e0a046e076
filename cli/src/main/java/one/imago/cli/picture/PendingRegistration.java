package one.imago.cli.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Json;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Commitment;
import one.imago.node.ledger.WorkId;
import one.imago.node.storage.PrivateFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A registration that has begun: on disk before its commit is sent, since a commitment whose salt is lost can never be
 * opened, and gone when its reveal is final.
 *
 * @param chainId chain of the commitment
 * @param owner who committed
 * @param sha256 of the file
 * @param salt opens the commitment
 * @param commitTx transaction of the commit; {@link Hash#ZERO} before it is submitted
 * @param revealTx transaction of the reveal; {@link Hash#ZERO} before it is submitted
 * @param reported whether its owner was told that it is under way ({@code --no-wait})
 */
record PendingRegistration(
        Hash chainId, Address owner, Hash sha256, Hash salt, Hash commitTx, Hash revealTx, boolean reported) {
    Hash commitment() {
        return Commitment.commit(chainId, owner, sha256, salt);
    }

    WorkId workId() {
        return Commitment.workIdOf(commitment());
    }

    PendingRegistration committedBy(Hash txId) {
        return new PendingRegistration(chainId, owner, sha256, salt, txId, revealTx, reported);
    }

    PendingRegistration revealedBy(Hash txId) {
        return new PendingRegistration(chainId, owner, sha256, salt, commitTx, txId, false);
    }

    PendingRegistration told() {
        return new PendingRegistration(chainId, owner, sha256, salt, commitTx, revealTx, true);
    }

    @Override
    public String toString() {
        return "registration of " + sha256 + " by " + owner;
    }

    /** The files below {@code pending/}, each 0600. */
    record Journal(Path dataDirectory) {
        Optional<PendingRegistration> find(Hash chainId, Address owner, Hash sha256) throws Failure {
            Path file = file(owner, sha256, ".json");
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            try {
                JsonNode node = Json.parse(Files.readAllBytes(file));
                PendingRegistration pending = new PendingRegistration(
                        Hash.parse(node.path("chainId").asString("")),
                        owner,
                        sha256,
                        Hash.parse(node.path("salt").asString("")),
                        Hash.parse(node.path("commitTx").asString("")),
                        Hash.parse(node.path("revealTx").asString("")),
                        node.path("reported").asBoolean(false));
                return pending.chainId().equals(chainId) ? Optional.of(pending) : Optional.empty();
            } catch (IOException | JacksonException | IllegalArgumentException e) {
                throw Failure.refused(
                        "pending-unreadable",
                        "the begun registration " + file + " cannot be read",
                        "if it cannot be restored, move it away: the work is then committed anew");
            }
        }

        /** Durable when it returns. */
        void save(PendingRegistration pending) throws IOException {
            PrivateFiles.createDirectory(dataDirectory.resolve("pending"));
            ObjectNode node = Json.object()
                    .put("format", 1)
                    .put("chainId", pending.chainId().hex())
                    .put("owner", pending.owner().toString())
                    .put("sha256", pending.sha256().hex())
                    .put("salt", pending.salt().hex())
                    .put("commitTx", pending.commitTx().hex())
                    .put("revealTx", pending.revealTx().hex())
                    .put("reported", pending.reported());
            PrivateFiles.replace(
                    file(pending.owner(), pending.sha256(), ".json"),
                    Json.text(node).getBytes(StandardCharsets.UTF_8));
        }

        void saveMarked(PendingRegistration pending, byte[] marked) throws IOException {
            PrivateFiles.replace(file(pending.owner(), pending.sha256(), ".marked"), marked);
        }

        Optional<byte[]> marked(PendingRegistration pending) throws IOException {
            Path file = file(pending.owner(), pending.sha256(), ".marked");
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        }

        void forget(PendingRegistration pending) throws IOException {
            Files.deleteIfExists(file(pending.owner(), pending.sha256(), ".marked"));
            Files.deleteIfExists(file(pending.owner(), pending.sha256(), ".json"));
        }

        private Path file(Address owner, Hash sha256, String extension) {
            return dataDirectory.resolve("pending").resolve(owner + "-" + sha256.hex() + extension);
        }
    }
}
