package one.imago.p2p.takedown;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import one.imago.node.content.Cid;
import one.imago.node.storage.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The takedowns that bind here, a file each, named by the content's id. Remembered for good. Thread-safe. */
public final class TakedownFiles {
    private static final Logger LOG = LoggerFactory.getLogger(TakedownFiles.class);

    private final Path directory;
    private final Map<Cid, Takedown> takedowns = new ConcurrentHashMap<>();

    public TakedownFiles(Path directory) {
        this.directory = directory;
    }

    public void open() throws IOException {
        PrivateFiles.createDirectory(directory);
        takedowns.clear();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "b*")) {
            for (Path file : files) {
                try {
                    if (Files.size(file) == Takedown.LENGTH) {
                        Takedown takedown = Takedown.decode(Files.readAllBytes(file));
                        takedowns.put(takedown.content(), takedown);
                        continue;
                    }
                } catch (IOException e) {
                    LOG.debug("not a takedown", e);
                }
                LOG.warn("{} is not a takedown and is passed over", file);
            }
        }
    }

    public boolean contains(Cid cid) {
        return takedowns.containsKey(cid);
    }

    public Set<Cid> all() {
        return Set.copyOf(takedowns.keySet());
    }

    /** Remembers it durably; false when the content was taken down before. */
    synchronized boolean add(Takedown takedown) throws IOException {
        if (takedowns.containsKey(takedown.content())) {
            return false;
        }
        PrivateFiles.replace(directory.resolve(takedown.content().toString()), takedown.encode());
        takedowns.put(takedown.content(), takedown);
        return true;
    }
}
