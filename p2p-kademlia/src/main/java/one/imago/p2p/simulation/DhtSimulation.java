package one.imago.p2p.simulation;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import one.imago.p2p.address.Multihash;
import one.imago.p2p.address.PeerId;
import one.imago.p2p.kad.IdPuzzle;
import one.imago.p2p.kad.KadParameters;
import one.imago.p2p.kad.Key;
import one.imago.p2p.kad.PeerAddress;

/**
 * Builds a network, publishes, hurts it, and looks everything up again. No upkeep runs: tables change by what lookups
 * meet, and nothing is published twice.
 */
public final class DhtSimulation {
    private static final int KEYS = 1_000;
    private static final long BETWEEN_JOINS = 100;
    private static final long BETWEEN_CALLS = 50;
    private static final Duration SETTLING = Duration.ofMinutes(3);
    /** Invented peers for each that exists: so much nearer to any target are they. */
    private static final int INVENTED = 20;

    private static final int NAMED = 10;
    private static final int CROWD_NAMED = 20;

    private final SimulationPlan plan;
    private final Consumer<String> progress;
    private final VirtualTime time = new VirtualTime();
    private final SplittableRandom random;
    private final VirtualNetwork network;
    private final Population population;
    private final List<Published> published = new ArrayList<>();
    private final int[] hops;
    private final int[] millis;
    private int found;
    private int finished;
    private long told;

    private record Published(Multihash content, PeerId provider) {}

    /**
     * @param progress a line for whoever waits
     */
    public DhtSimulation(SimulationPlan plan, Consumer<String> progress) {
        this(plan, parameters(), progress);
    }

    /**
     * @param parameters of every node; {@link #parameters} in a change
     */
    public DhtSimulation(SimulationPlan plan, KadParameters parameters, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
        random = new SplittableRandom(plan.seed());
        network = new VirtualNetwork(time, random.split());
        population = new Population(time, random.split(), network, parameters);
        hops = new int[plan.lookups()];
        millis = new int[plan.lookups()];
    }

    /** The standard ones without puzzle and without upkeep. */
    public static KadParameters parameters() {
        KadParameters standard = KadParameters.standard().with(IdPuzzle.none());
        KadParameters.Table table = standard.table();
        Duration never = Duration.ofDays(365);
        return standard.with(new KadParameters.Table(
                table.groupPerBucket(),
                table.groupPerTable(),
                table.localExempt(),
                table.tolerated(),
                table.stale(),
                never));
    }

    /** Runs the plan. */
    public SimulationReport run() {
        long began = System.nanoTime();
        progress.accept(plan.nodes() + " nodes join …");
        join();
        double startSeconds = (System.nanoTime() - began) / 1e9;
        settle();
        Multihash attacked = content();
        if (plan.sybils() > 0) {
            surround(Key.of(attacked));
            settle();
        }
        progress.accept("publishing …");
        publish(attacked);
        population.kill(plan.kill());
        progress.accept("looking up …");
        long before = network.messages();
        lookUp();
        double messages = (double) (network.messages() - before) / plan.lookups();
        return new SimulationReport(
                plan.lookups(),
                found,
                Arrays.copyOf(hops, found),
                Arrays.copyOf(millis, found),
                (double) told / published.size(),
                messages,
                heap(),
                startSeconds,
                (System.nanoTime() - began) / 1e9);
    }

    private void join() {
        List<PeerAddress> identities = population.identities(plan.nodes());
        int evil = (int) (plan.evil() * plan.nodes());
        // Who was made first joins first: the evil are spread over the whole time.
        boolean[] lies = new boolean[plan.nodes()];
        for (int chosen = 0; chosen < evil; ) {
            int one = 1 + random.nextInt(plan.nodes() - 1);
            if (!lies[one]) {
                lies[one] = true;
                chosen++;
            }
        }
        List<PeerAddress> liars = new ArrayList<>();
        for (int i = 0; i < lies.length; i++) {
            if (lies[i]) {
                liars.add(identities.get(i));
            }
        }
        Crowd invented = new Crowd(population.identities(evil > 0 ? INVENTED * plan.nodes() : 0));
        Liar liar = new Liar(new Crowd(liars), NAMED, invented, NAMED);
        for (int i = 0; i < identities.size(); i++) {
            population.join(identities.get(i), lies[i] ? Optional.of(liar) : Optional.empty());
            time.pass(Duration.ofMillis(BETWEEN_JOINS));
        }
        time.pass(SETTLING);
    }

    /** Who came early knows a smaller network than there is. */
    private void settle() {
        population.refresh();
        time.pass(SETTLING);
    }

    private void surround(Key target) {
        List<PeerAddress> crowd = population.ground(target, plan.sybils(), plan.nodes());
        Liar liar =
                new Liar(new Crowd(crowd), CROWD_NAMED, new Crowd(population.identities(INVENTED * plan.nodes())), 0);
        for (PeerAddress sybil : crowd) {
            population.join(sybil, Optional.of(liar));
            time.pass(Duration.ofMillis(BETWEEN_JOINS));
        }
        time.pass(SETTLING);
    }

    private Multihash content() {
        byte[] digest = new byte[32];
        random.nextBytes(digest);
        return Multihash.of(Multihash.SHA2_256, digest);
    }

    private void publish(Multihash attacked) {
        int keys = plan.sybils() > 0 ? 1 : Math.min(KEYS, plan.lookups());
        int[] done = {0};
        for (int i = 0; i < keys; i++) {
            Multihash content = i == 0 ? attacked : content();
            VirtualPeer provider = population.anyHonest();
            published.add(new Published(content, provider.address().id()));
            provider.dht().provide(content).thenAccept(count -> {
                told += count;
                done[0]++;
            });
            time.pass(Duration.ofMillis(BETWEEN_CALLS));
        }
        time.passUntil(() -> done[0] == keys);
        time.pass(Duration.ofSeconds(1));
    }

    private void lookUp() {
        int replaced = (int) (plan.churn() * plan.nodes());
        int churned = 0;
        for (int i = 0; i < plan.lookups(); i++) {
            while (churned < (long) replaced * i / plan.lookups()) {
                population.anyHonest().die();
                population.join(population.identity(), Optional.empty());
                churned++;
            }
            lookUp(published.get(random.nextInt(published.size())));
            time.pass(Duration.ofMillis(BETWEEN_CALLS));
        }
        time.passUntil(() -> finished == plan.lookups());
    }

    private void lookUp(Published wanted) {
        VirtualPeer seeker = population.anyHonest();
        while (seeker.address().id().equals(wanted.provider())) {
            seeker = population.anyHonest();
        }
        long began = time.millis();
        seeker.dht()
                .findProviders(wanted.content(), (provider, distance) -> {
                    boolean right = provider.id().equals(wanted.provider());
                    if (right) {
                        hops[found] = distance;
                        millis[found] = (int) (time.millis() - began);
                        found++;
                    }
                    return right;
                })
                .whenComplete((nothing, failure) -> finished++);
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
