package one.imago.chain.consensus;

import one.imago.node.crypto.Address;

/** Whose turn a round is. Every node must give the same answer. */
@FunctionalInterface
interface ProducerSchedule {
    Address producer(long round);

    /** Round robin in order of address. */
    static ProducerSchedule roundRobin(one.imago.chain.stake.ProducerSet producers) {
        var members = producers.producers();
        return round ->
                members.get((int) Math.floorMod(round, (long) members.size())).address();
    }
}
