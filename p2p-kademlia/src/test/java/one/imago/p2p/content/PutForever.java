package one.imago.p2p.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import one.imago.node.content.Cid;
import one.imago.p2p.unixfs.FileBuilder;

/** The child of {@link FileContentStoreCrashIT}: puts content until it is killed and names each one once it is stored. */
final class PutForever {
    private PutForever() {}

    public static void main(String[] args) throws IOException {
        FileContentStore store = new FileContentStore(Path.of(args[0]), 1L << 30);
        store.open();
        Random random = new Random(Long.parseLong(args[1]));
        while (true) {
            byte[] content = new byte[random.nextInt(2_500_000)];
            random.nextBytes(content);
            Cid cid = random.nextInt(3) == 0 ? keepReplica(store, content) : put(store, content, random);
            System.out.println(cid + " " + content.length);
        }
    }

    private static Cid put(FileContentStore store, byte[] content, Random random) throws IOException {
        Cid cid = store.put(new ByteArrayInputStream(content)).cid();
        if (random.nextBoolean()) {
            store.provide(cid);
        }
        return cid;
    }

    /** Fetched from a network that is a map, some of its blocks by way of the cache. */
    private static Cid keepReplica(FileContentStore store, byte[] content) throws IOException {
        Map<Cid, byte[]> network = new HashMap<>();
        Cid cid = new FileBuilder((block, bytes) -> network.put(block, bytes.clone()))
                .build(new ByteArrayInputStream(content))
                .root();
        store.fetchFrom(block -> Objects.requireNonNull(network.get(block)));
        store.peerBlocks().cache(cid, Objects.requireNonNull(network.get(cid)));
        return store.keepReplica(cid, content.length, true).cid();
    }
}
