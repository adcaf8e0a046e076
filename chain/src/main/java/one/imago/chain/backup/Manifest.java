package one.imago.chain.backup;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import one.imago.node.crypto.Hash;

/**
 * The first file of a backup: what it is of, and every other file with its size and hash. Lines of ASCII:
 *
 * <pre>
 * imago-backup 1
 * chain HEX
 * height N
 * file SHA256 SIZE PATH
 * </pre>
 *
 * @param chainId of the ledger
 * @param height newest final block
 * @param files by path, in order
 */
record Manifest(Hash chainId, long height, SortedMap<String, FileEntry> files) {
    static final String NAME = "MANIFEST";
    static final int MAX_SIZE = 128 << 20;
    private static final String FORMAT = "imago-backup 1";
    private static final Pattern FILE = Pattern.compile("file ([0-9a-f]{64}) ([0-9]{1,12}) (\\S{1,100})");
    /** No empty part, no part that starts with a dot, nothing that climbs out. */
    private static final Pattern PATH =
            Pattern.compile("(genesis\\.toml|(ledger|content)(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+)");

    record FileEntry(Hash sha256, long size) {}

    static boolean isAllowed(String path) {
        return path.length() <= Tar.MAX_NAME && PATH.matcher(path).matches();
    }

    byte[] encode() {
        StringBuilder text = new StringBuilder(FORMAT)
                .append("\nchain ")
                .append(chainId.hex())
                .append("\nheight ")
                .append(height)
                .append('\n');
        for (Map.Entry<String, FileEntry> file : files.entrySet()) {
            text.append("file ")
                    .append(file.getValue().sha256().hex())
                    .append(' ')
                    .append(file.getValue().size())
                    .append(' ')
                    .append(file.getKey())
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static Manifest decode(byte[] bytes) throws BackupRejected {
        String[] lines = new String(bytes, StandardCharsets.US_ASCII).split("\n", 0);
        if (lines.length < 3 || !lines[0].equals(FORMAT)) {
            throw new BackupRejected("this is not a backup that this version can restore");
        }
        try {
            if (!lines[1].startsWith("chain ") || !lines[2].startsWith("height ")) {
                throw damaged();
            }
            Hash chain = Hash.parse(lines[1].substring(6));
            long height = Long.parseLong(lines[2].substring(7));
            SortedMap<String, FileEntry> files = new TreeMap<>();
            for (int i = 3; i < lines.length; i++) {
                Matcher line = FILE.matcher(lines[i]);
                if (!line.matches() || !isAllowed(line.group(3))) {
                    throw damaged();
                }
                files.put(line.group(3), new FileEntry(Hash.parse(line.group(1)), Long.parseLong(line.group(2))));
            }
            return new Manifest(chain, height, files);
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
    }

    private static BackupRejected damaged() {
        return new BackupRejected("the backup is damaged: its manifest cannot be read");
    }
}
