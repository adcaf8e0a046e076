package one.imago.chain.consensus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import one.imago.chain.block.Block;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.stake.Producer;
import one.imago.chain.token.TokenBodies;
import one.imago.chain.transaction.FeeSchedule;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.chain.transaction.TransactionBody;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.SigningKey;
import one.imago.node.ledger.Amount;

/**
 * A network of producers in one thread on a virtual clock: the classes that a node runs, with network, disks and clocks
 * that fail by a seed. The same settings always give the same run. After every event it is checked that honest nodes
 * agree on each final height (agreement), that final blocks are linked and hold only transactions that were submitted,
 * each once (validity), and that what a node held for final it never holds differently again, crashes included. When the
 * rounds are over the faults end, and the network must go on (liveness).
 */
public final class ConsensusSimulation {
    private static final long START_MILLIS = 1_700_000_000_000L;
    private static final int ACCOUNTS = 4;
    private static final long CALM_MILLIS = 240_000;
    private static final int KEPT_REASONS = 20;

    private final Settings settings;
    private final SplittableRandom random;
    private final SimulatedTime time = new SimulatedTime(START_MILLIS);
    private final SimulatedNetwork network;
    private final Genesis genesis;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final Set<Hash> submitted = new HashSet<>();
    private final long[] nonces = new long[ACCOUNTS];

    private final Map<Long, Hash> finals = new HashMap<>();
    private final Map<SimulatedNode, Long> heights = new HashMap<>();
    private final Map<Hash, Long> placed = new HashMap<>();
    private final List<String> reasons = new ArrayList<>();
    private int violations;
    private boolean agreement = true;
    private boolean calm;

    /**
     * @param nodes producers, at least 1
     * @param seed of all chance
     * @param rounds after which the faults end
     */
    public record Settings(int nodes, long seed, long rounds, Set<Fault> faults) {}

    /**
     * What came of it.
     *
     * @param agreement whether no two honest nodes held different blocks for final at one height
     * @param finalizedHeight lowest final height of an honest node
     * @param violations of agreement, validity, durability and liveness together
     * @param reasons the first of them
     * @param millis of virtual time
     */
    public record Result(boolean agreement, long finalizedHeight, int violations, List<String> reasons, long millis) {}

    private ConsensusSimulation(Settings settings, Set<Weakness> weaknesses) {
        this.settings = settings;
        this.random = new SplittableRandom(settings.seed());
        this.network = new SimulatedNetwork(time, random.split(), settings.faults());
        List<SigningKey> keys = new ArrayList<>();
        for (int i = 0; i < settings.nodes(); i++) {
            keys.add(key(i));
        }
        keys.sort(Comparator.comparing(SigningKey::address));
        this.genesis = genesis(keys);
        int faulty = (settings.nodes() - 1) / 3;
        for (int i = 0; i < keys.size(); i++) {
            boolean twin = has(Fault.TWINS) && i < faulty;
            boolean wrong = !has(Fault.TWINS) && i < faulty;
            add(keys.get(i), weaknesses, "node" + i, !twin, wrong);
        }
        // After the others, so that a partition between neighbours finds most twins on the other side.
        for (int i = 0; has(Fault.TWINS) && i < faulty; i++) {
            add(keys.get(i), weaknesses, "twin" + i, false, false);
        }
    }

    /** Runs one network to its end. */
    public static Result run(Settings settings) {
        return run(settings, Set.of());
    }

    static Result run(Settings settings, Set<Weakness> weaknesses) {
        return new ConsensusSimulation(settings, weaknesses).run();
    }

    private static SigningKey key(int number) {
        byte[] seed = new byte[32];
        seed[0] = (byte) number;
        seed[1] = (byte) (number >> 8);
        seed[2] = 1;
        return SigningKey.ofSeed(seed);
    }

    private static SigningKey account(int number) {
        return key(10_000 + number);
    }

    private static Genesis genesis(List<SigningKey> keys) {
        TreeMap<Address, Amount> balances = new TreeMap<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            balances.put(account(i).address(), Amount.ofTokens(1_000_000));
        }
        List<Producer> producers = keys.stream()
                .map(key -> new Producer(key.publicKey(), Amount.ofTokens(1_000)))
                .toList();
        return new Genesis(
                "simulated", Hash.sha256(), START_MILLIS, balances, producers, new Genesis.Parameters(100, 500));
    }

    private boolean has(Fault fault) {
        return settings.faults().contains(fault);
    }

    private void add(SigningKey key, Set<Weakness> weaknesses, String name, boolean honest, boolean wrongClock) {
        long skew = !has(Fault.SKEW) ? 0 : wrongClock ? random.nextInt(120_000) - 60_000 : random.nextInt(1_000) - 500;
        nodes.add(new SimulatedNode(genesis, key, weaknesses, time, network, random, skew, name, honest));
    }

    // --- what happens ----------------------------------------------------------------------------------------------

    private Result run() {
        nodes.forEach(SimulatedNode::start);
        every(300, this::submit);
        if (has(Fault.PARTITION)) {
            partitionLater();
        }
        if (has(Fault.CRASH)) {
            every(4_000, this::crash);
        }
        if (has(Fault.TORN)) {
            every(3_000, () -> any().disk.cutPowerAfter(random.nextInt(30)));
        }
        long deadline = time.millis() + settings.rounds() * 10_000;
        while (agreement && round() < settings.rounds() && time.millis() < deadline && time.step()) {
            check();
        }
        long reached = heights.values().stream().mapToLong(h -> h).max().orElse(0);
        calmDown();
        long end = time.millis() + CALM_MILLIS;
        while (agreement && time.millis() < end && lowest() < reached + 3 && time.step()) {
            check();
        }
        if (agreement && lowest() < reached + 3) {
            violation("liveness: after the faults ended, the final height stays at " + lowest() + " of " + reached);
        }
        return new Result(agreement, lowest(), violations, List.copyOf(reasons), time.millis() - START_MILLIS);
    }

    /** Repeats, at distances that vary, until the faults end. */
    private void every(int millis, Runnable what) {
        time.after(1 + random.nextInt(2 * millis), () -> {
            if (!calm) {
                what.run();
                every(millis, what);
            }
        });
    }

    /** Some partitions are over soon, others last through many rounds. */
    private void partitionLater() {
        time.after(random.nextInt(2_000), () -> {
            if (!calm) {
                network.partition();
                time.after(random.nextInt(random.nextInt(3) == 0 ? 4_000 : 40_000), () -> {
                    network.heal();
                    partitionLater();
                });
            }
        });
    }

    private void calmDown() {
        calm = true;
        network.calm();
        nodes.forEach(this::comeBack);
    }

    private void comeBack(SimulatedNode node) {
        if (node.running().isEmpty()) {
            node.start();
        }
    }

    private SimulatedNode any() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    private void crash() {
        if (random.nextInt(4) == 0) {
            nodes.forEach(this::crash);
        } else {
            crash(any());
        }
    }

    private void crash(SimulatedNode node) {
        if (node.running().isPresent()) {
            node.crash();
        }
        time.after(random.nextInt(5_000), () -> comeBack(node));
    }

    private void submit() {
        int from = random.nextInt(ACCOUNTS);
        any().running().ifPresent(node -> {
            TransactionBody body =
                    TokenBodies.transfer(account(random.nextInt(ACCOUNTS)).address(), new Amount(1));
            Amount fee = FeeSchedule.minimum(body.kind(), body.bytes().length);
            long nonce = nonces[from];
            SignedTransaction transaction = SignedTransaction.sign(
                    body.from(account(from).address(), genesis.chainId(), nonce, fee, 1_000_000)
                            .encode(),
                    account(from));
            submitted.add(transaction.txId());
            try {
                if (node.mempool()
                        .submit(List.of(transaction.encode()))
                        .get(0)
                        .error()
                        .isEmpty()) {
                    nonces[from]++;
                }
            } catch (SimulatedDisk.PowerCut e) {
                // The node is down; whether it remembers the transaction will show.
                nodes.stream()
                        .filter(each -> each.running().filter(node::equals).isPresent())
                        .forEach(SimulatedNode::crash);
            }
        });
    }

    // --- what must hold --------------------------------------------------------------------------------------------

    private long round() {
        return nodes.stream()
                .flatMap(node -> node.running().stream())
                .mapToLong(node -> node.driver().round())
                .max()
                .orElse(0);
    }

    private long lowest() {
        return nodes.stream()
                .filter(node -> node.honest)
                .mapToLong(node -> heights.getOrDefault(node, 0L))
                .min()
                .orElse(0);
    }

    private void check() {
        for (SimulatedNode node : nodes) {
            if (node.honest) {
                node.running().ifPresent(running -> check(node, running));
            } else if (!calm && node.running().isEmpty() && random.nextInt(1_000) == 0) {
                node.start();
            }
        }
        if (has(Fault.TORN)) {
            for (SimulatedNode node : nodes) {
                if (node.running().isEmpty() && random.nextInt(500) == 0) {
                    node.start();
                }
            }
        }
    }

    private void check(SimulatedNode node, SimulatedNode.Running running) {
        if (running.driver().condition() != Condition.WORKING) {
            violation(node.name + " stopped");
            node.crash();
            return;
        }
        long known = heights.getOrDefault(node, 0L);
        long now = running.core().head().fin().height();
        if (now < known) {
            violation("durability: " + node.name + " held " + known + " for final and now " + now);
        }
        for (long height = known + 1; height <= now; height++) {
            Block block = running.core().store().block(height).orElseThrow();
            Hash first = finals.putIfAbsent(height, block.hash());
            if (first == null) {
                validate(height, block);
            } else if (!first.equals(block.hash())) {
                agreement = false;
                violation("agreement: " + node.name + " holds another block for final at " + height);
            }
        }
        heights.put(node, Math.max(known, now));
    }

    private void validate(long height, Block block) {
        Hash parent = finals.get(height - 1);
        if (parent != null && !block.header().parent().equals(parent)) {
            violation("validity: the final block at " + height + " does not follow the one below");
        }
        for (byte[] encoded : block.transactions()) {
            Hash txId = txId(encoded);
            if (!submitted.contains(txId)) {
                violation("validity: a final transaction that nobody submitted, at " + height);
            }
            if (placed.putIfAbsent(txId, height) != null) {
                violation("validity: a transaction is final twice, at " + height);
            }
        }
    }

    private static Hash txId(byte[] encoded) {
        try {
            return SignedTransaction.decode(encoded).txId();
        } catch (one.imago.chain.state.TransactionRejected e) {
            throw new IllegalStateException("a final block holds what is no transaction", e);
        }
    }

    private void violation(String reason) {
        violations++;
        if (reasons.size() < KEPT_REASONS) {
            reasons.add(reason + " (" + (time.millis() - START_MILLIS) + " ms)");
        }
    }

    /** All faults. */
    public static Set<Fault> allFaults() {
        return EnumSet.allOf(Fault.class);
    }
}
