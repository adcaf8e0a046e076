package one.imago.chain.state;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import one.imago.chain.proto.ModuleRoot;
import one.imago.chain.proto.OtherLeaf;
import one.imago.chain.proto.ProofStep;
import one.imago.chain.transaction.CanonicalMessage;
import one.imago.chain.transaction.CanonicalMessage.NonCanonicalException;
import one.imago.node.crypto.Hash;

/**
 * A proof of what one key of a module holds, or that it holds nothing, against a state root. Checked without a node.
 *
 * <p>The tree is a binary radix tree over SHA-256(key) without one-way branches, so a search by the bits of a key ends
 * at one leaf, and the key is there or nowhere. A proof of absence is therefore that leaf, under another key; or that
 * the module holds nothing at all.
 */
public final class StateProof {
    /** Longest encoding in bytes: a value of 64 KiB, 256 steps, the modules. */
    public static final int MAX_SIZE = 128 * 1024;

    public static final int MAX_KEY_LENGTH = 128;
    public static final int MAX_VALUE_LENGTH = 64 * 1024;
    static final int MAX_MODULES = 64;

    private final one.imago.chain.proto.StateProof message;

    private StateProof(one.imago.chain.proto.StateProof message) {
        this.message = message;
    }

    /** One branching on the way down: the bit it looks at and the hash of the side not taken. */
    record Step(int depth, byte[] sibling) {}

    static StateProof presence(
            String module, byte[] key, SortedMap<String, Hash> modules, List<Step> path, byte[] value) {
        return new StateProof(start(module, key, modules, path)
                .setValue(ByteString.copyFrom(value))
                .build());
    }

    static StateProof absence(
            String module,
            byte[] key,
            SortedMap<String, Hash> modules,
            List<Step> path,
            byte[] otherKey,
            byte[] otherValueHash) {
        return new StateProof(start(module, key, modules, path)
                .setOther(OtherLeaf.newBuilder()
                        .setKey(ByteString.copyFrom(otherKey))
                        .setValueHash(ByteString.copyFrom(otherValueHash)))
                .build());
    }

    static StateProof emptyModule(String module, byte[] key, SortedMap<String, Hash> modules) {
        return new StateProof(start(module, key, modules, List.of()).build());
    }

    private static one.imago.chain.proto.StateProof.Builder start(
            String module, byte[] key, SortedMap<String, Hash> modules, List<Step> path) {
        var builder =
                one.imago.chain.proto.StateProof.newBuilder().setModule(module).setKey(ByteString.copyFrom(key));
        modules.forEach((id, root) ->
                builder.addModules(ModuleRoot.newBuilder().setId(id).setRoot(ByteString.copyFrom(root.bytes()))));
        for (Step step : path) {
            builder.addPath(
                    ProofStep.newBuilder().setDepth(step.depth()).setSibling(ByteString.copyFrom(step.sibling())));
        }
        return builder;
    }

    /**
     * Reads a proof from a stranger's bytes.
     *
     * @throws ProofRejected unless they are canonical and within bounds
     */
    public static StateProof decode(byte[] encoded) throws ProofRejected {
        try {
            return new StateProof(CanonicalMessage.parse(one.imago.chain.proto.StateProof.parser(), encoded, MAX_SIZE));
        } catch (NonCanonicalException e) {
            throw new ProofRejected("not a state proof: " + e.getMessage());
        }
    }

    /** The key that it is about, by its own word; {@link #verify} holds it to that. */
    public byte[] key() {
        return message.getKey().toByteArray();
    }

    /** The canonical bytes. */
    public byte[] encode() {
        return message.toByteArray();
    }

    /**
     * Checks the proof.
     *
     * @param stateRoot root that a trusted header carries
     * @param module id of the state module that is asked about
     * @param key key that is asked about
     * @return what the key holds; empty when it is proven to hold nothing
     * @throws ProofRejected when the proof is about something else or does not hold
     */
    public Optional<byte[]> verify(Hash stateRoot, String module, byte[] key) throws ProofRejected {
        require(message.getModule().equals(module), "it is about another module");
        require(Arrays.equals(message.getKey().toByteArray(), key), "it is about another key");
        require(key.length >= 1 && key.length <= MAX_KEY_LENGTH, "its key has no allowed length");
        SortedMap<String, Hash> modules = modules();
        require(StateHash.stateRoot(modules).equals(stateRoot), "its modules do not make the state root");
        Hash moduleRoot = modules.get(module);
        if (moduleRoot == null) {
            require(
                    message.getPathCount() == 0 && !message.hasValue() && !message.hasOther(),
                    "it shows a path in a module that holds nothing");
            return Optional.empty();
        }
        require(message.hasValue() != message.hasOther(), "it shows neither a value nor another leaf, or both");
        byte[] path = StateHash.path(key);
        byte[] leaf = message.hasValue() ? ownLeaf(key) : otherLeaf(key, path);
        require(Arrays.equals(climb(leaf, path), moduleRoot.bytes()), "its path does not lead to the module's root");
        return message.hasValue() ? Optional.of(message.getValue().toByteArray()) : Optional.empty();
    }

    private byte[] ownLeaf(byte[] key) throws ProofRejected {
        byte[] value = message.getValue().toByteArray();
        require(value.length <= MAX_VALUE_LENGTH, "its value is too long");
        return StateHash.leaf(key, StateHash.value(value));
    }

    private byte[] otherLeaf(byte[] key, byte[] path) throws ProofRejected {
        byte[] otherKey = message.getOther().getKey().toByteArray();
        byte[] valueHash = message.getOther().getValueHash().toByteArray();
        require(otherKey.length >= 1 && otherKey.length <= MAX_KEY_LENGTH, "its other key has no allowed length");
        require(valueHash.length == Hash.LENGTH, "its value hash has not 32 bytes");
        require(!Arrays.equals(otherKey, key), "its other leaf is under the key itself");
        byte[] otherPath = StateHash.path(otherKey);
        for (ProofStep step : message.getPathList()) {
            require(step.getDepth() >= 0 && step.getDepth() < 256, "a step is out of range");
            require(
                    StateHash.bit(otherPath, step.getDepth()) == StateHash.bit(path, step.getDepth()),
                    "its other leaf is not where the key would be");
        }
        return StateHash.leaf(otherKey, valueHash);
    }

    private byte[] climb(byte[] leaf, byte[] path) throws ProofRejected {
        byte[] hash = leaf;
        int below = 256;
        for (int i = message.getPathCount() - 1; i >= 0; i--) {
            ProofStep step = message.getPath(i);
            require(step.getDepth() >= 0 && step.getDepth() < below, "its steps do not ascend");
            require(step.getSibling().size() == Hash.LENGTH, "a sibling has not 32 bytes");
            below = step.getDepth();
            byte[] sibling = step.getSibling().toByteArray();
            hash = StateHash.bit(path, below) == 0
                    ? StateHash.inner(below, hash, sibling)
                    : StateHash.inner(below, sibling, hash);
        }
        return hash;
    }

    private SortedMap<String, Hash> modules() throws ProofRejected {
        require(message.getModulesCount() <= MAX_MODULES, "it names too many modules");
        SortedMap<String, Hash> modules = new TreeMap<>();
        String last = "";
        for (ModuleRoot entry : message.getModulesList()) {
            String id = entry.getId();
            require(id.matches("[a-z][a-z0-9-]{0,39}") && id.compareTo(last) > 0, "its modules are not in order");
            require(entry.getRoot().size() == Hash.LENGTH, "a module root has not 32 bytes");
            modules.put(id, Hash.of(entry.getRoot().toByteArray()));
            last = id;
        }
        return modules;
    }

    private static void require(boolean condition, String problem) throws ProofRejected {
        if (!condition) {
            throw new ProofRejected("the state proof does not hold: " + problem);
        }
    }
}
