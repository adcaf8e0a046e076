package one.imago.p2p.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import one.imago.node.content.Cid;

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
            Cid cid = store.put(new ByteArrayInputStream(content)).cid();
            if (random.nextBoolean()) {
                store.provide(cid);
            }
            System.out.println(cid + " " + content.length);
        }
    }
}
