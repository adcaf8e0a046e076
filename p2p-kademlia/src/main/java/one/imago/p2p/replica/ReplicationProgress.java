package one.imago.p2p.replica;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import one.imago.node.crypto.Hash;
import one.imago.node.storage.PrivateFiles;

/**
 * How far the ledger was read, in a text file of three lines: {@code imago-replication 1}, {@code chain HASH}, {@code
 * height N}. Anything else in its place, or another chain, means from the beginning, which costs time and nothing else.
 */
public final class ReplicationProgress {
    private static final int MAX_BYTES = 200;
    private static final Pattern FORM =
            Pattern.compile("imago-replication 1\nchain ([0-9a-f]{64})\nheight (0|[1-9][0-9]{0,17})\n");

    private final Path file;
    private long saved = -1;

    public ReplicationProgress(Path file) {
        this.file = file;
    }

    long load(Hash chainId) throws IOException {
        try {
            if (Files.size(file) <= MAX_BYTES) {
                Matcher text = FORM.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
                if (text.matches() && text.group(1).equals(chainId.hex())) {
                    return Long.parseLong(text.group(2));
                }
            }
        } catch (NoSuchFileException e) {
            // the first start
        }
        return 0;
    }

    void save(Hash chainId, long height) throws IOException {
        if (height != saved) {
            String text = "imago-replication 1\nchain " + chainId.hex() + "\nheight " + height + "\n";
            PrivateFiles.replace(file, text.getBytes(StandardCharsets.US_ASCII));
            saved = height;
        }
    }
}
