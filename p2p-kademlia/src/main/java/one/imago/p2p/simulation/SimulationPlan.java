package one.imago.p2p.simulation;

/**
 * What a simulation of the DHT does. The same plan gives the same result on every machine, but for times and heap.
 *
 * @param nodes in the network, 2 to 100,000
 * @param seed of everything that is left to chance
 * @param kill part of the nodes that dies at once, after publication and before the lookups
 * @param churn part of the nodes that is replaced by new ones while lookups run
 * @param evil part of the nodes that lies
 * @param sybils ids that are nearer to one key than anybody honest; all lookups are for that key then
 * @param lookups by honest, living nodes, one every 50 virtual milliseconds
 */
public record SimulationPlan(int nodes, long seed, double kill, double churn, double evil, int sybils, int lookups) {
    public SimulationPlan {
        if (nodes < 2 || nodes > 100_000) {
            throw new IllegalArgumentException("a network has 2 to 100000 nodes, not " + nodes);
        }
        if (kill < 0 || kill > 0.99 || churn < 0 || churn > 1 || evil < 0 || evil > 0.9) {
            throw new IllegalArgumentException("kill is a part from 0 to 0.99, churn from 0 to 1, evil from 0 to 0.9");
        }
        if (sybils < 0 || sybils > 1_000) {
            throw new IllegalArgumentException("sybils are 0 to 1000, not " + sybils);
        }
        if (lookups < 1 || lookups > 10_000_000) {
            throw new IllegalArgumentException("lookups are 1 to 10000000, not " + lookups);
        }
    }
}
