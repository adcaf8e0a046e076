package one.imago.chain.consensus;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.mempool.MempoolService;
import one.imago.chain.mempool.PoolLimits;
import one.imago.chain.stake.StakeModule;
import one.imago.chain.sync.RangeServer;
import one.imago.chain.token.TokenModule;
import one.imago.chain.transaction.TransactionDecoder;
import one.imago.node.crypto.SigningKey;
import org.jspecify.annotations.Nullable;

/** One producer with its disk: the ledger as it runs, on simulated time. */
final class SimulatedNode {
    private final Genesis genesis;
    private final SigningKey key;
    private final Set<Weakness> weaknesses;
    private final SimulatedTime time;
    private final SimulatedNetwork.End peer;
    private final long skewMillis;
    final SimulatedDisk disk;
    final boolean honest;
    final String name;
    private @Nullable Running running;
    private long incarnation;

    /** What there is between a start and a crash. */
    record Running(ChainCore core, MempoolService mempool, ChainDriver driver) {}

    /**
     * @param honest whether it is the only one with its key
     */
    SimulatedNode(
            Genesis genesis,
            SigningKey key,
            Set<Weakness> weaknesses,
            SimulatedTime time,
            SimulatedNetwork network,
            SplittableRandom random,
            long skewMillis,
            String name,
            boolean honest) {
        this.genesis = genesis;
        this.key = key;
        this.weaknesses = weaknesses;
        this.time = time;
        this.skewMillis = skewMillis;
        this.disk = new SimulatedDisk(random.split());
        this.name = name;
        this.honest = honest;
        this.peer = network.join(name);
        peer.onPowerCut(this::crash);
    }

    Optional<Running> running() {
        return Optional.ofNullable(running);
    }

    void start() {
        peer.up();
        incarnation++;
        try {
            TokenModule token = new TokenModule();
            Rules rules = Rules.of(genesis, List.of(token, new StakeModule()), token, Optional.of(key), weaknesses);
            ChainCore core = new ChainCore(rules, time.skewed(skewMillis), disk, block -> {});
            core.resume();
            MempoolService mempool = new MempoolService(
                    new TransactionDecoder(rules.chainId(), rules.kinds()),
                    PoolLimits.DEFAULT,
                    core,
                    disk,
                    Runnable::run);
            mempool.reload(
                    transaction -> core.store().place(transaction.txId()).isPresent(),
                    transaction -> core.included(transaction.txId()).isPresent());
            core.attach(mempool);
            ChainDriver driver = new ChainDriver(
                    rules, core, mempool, peer, time.skewed(skewMillis), new SimulatedOwner(incarnation));
            running = new Running(core, mempool, driver);
            driver.start(peer, new RangeServer(rules.chainId(), driver, Runnable::run));
        } catch (BlockRejected e) {
            throw new IllegalStateException(name + " cannot execute what it stored", e);
        } catch (SimulatedDisk.PowerCut e) {
            crash();
        }
    }

    void crash() {
        running = null;
        incarnation++;
        peer.down();
        disk.crash();
    }

    /** Runs tasks one after another until the node goes down. */
    private final class SimulatedOwner implements ChainDriver.Owner {
        private final long life;
        private long wakes;

        SimulatedOwner(long life) {
            this.life = life;
        }

        @Override
        public boolean execute(Runnable task) {
            time.after(0, () -> run(task));
            return life == incarnation;
        }

        @Override
        public void wakeAfter(long millis, Runnable task) {
            long wake = ++wakes;
            time.after(millis, () -> {
                if (wake == wakes) {
                    run(task);
                }
            });
        }

        private void run(Runnable task) {
            if (life == incarnation) {
                try {
                    task.run();
                } catch (SimulatedDisk.PowerCut e) {
                    crash();
                }
            }
        }
    }
}
