package one.imago.p2p.erasure;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Cuts a file into shards, and makes the file or lost shards of any K. Holds one stripe. Streams are the caller's to open
 * and close; shards that it hands in have been checked against their ids, for a wrong byte would go unnoticed here.
 */
public final class ShardCoder {
    private final ShardLayout layout;
    private final ReedSolomon code;

    public ShardCoder(ShardLayout layout) {
        this.layout = layout;
        this.code = new ReedSolomon(layout.data(), layout.total());
    }

    /**
     * Writes all shards of a file.
     *
     * @param file of exactly the layout's size
     * @param shards N streams
     */
    public void cut(InputStream file, List<? extends OutputStream> shards) throws IOException {
        if (shards.size() != layout.total()) {
            throw new IllegalArgumentException("a file is cut into " + layout.total() + " shards");
        }
        for (long stripe = 0; stripe < layout.stripes(); stripe++) {
            int length = layout.cellBytes(stripe);
            byte[] bytes = file.readNBytes(layout.fileBytes(stripe));
            if (bytes.length != layout.fileBytes(stripe)) {
                throw new EOFException("a file is shorter than its layout says");
            }
            byte[][] cells = new byte[layout.data()][length];
            for (int i = 0; i < cells.length; i++) {
                int from = Math.min(i * length, bytes.length);
                System.arraycopy(bytes, from, cells[i], 0, Math.min(length, bytes.length - from));
                shards.get(i).write(cells[i]);
            }
            byte[][] parity = code.parity(cells, length);
            for (int i = 0; i < parity.length; i++) {
                shards.get(layout.data() + i).write(parity[i]);
            }
        }
        if (file.read() >= 0) {
            throw new IOException("a file is longer than its layout says");
        }
    }

    /**
     * Writes the file.
     *
     * @param shards at least K, by number; of more, the first K are read
     */
    public void join(SortedMap<Integer, ? extends InputStream> shards, OutputStream file) throws IOException {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < layout.data(); i++) {
            all.add(i);
        }
        transform(shards, all, (stripe, cells) -> {
            int rest = layout.fileBytes(stripe);
            for (byte[] cell : cells) {
                int count = Math.min(rest, cell.length);
                file.write(cell, 0, count);
                rest -= count;
            }
        });
    }

    /**
     * Writes shards that were lost.
     *
     * @param shards at least K, by number
     * @param lost streams for those to make, by number
     */
    public void repair(
            SortedMap<Integer, ? extends InputStream> shards, SortedMap<Integer, ? extends OutputStream> lost)
            throws IOException {
        List<OutputStream> streams = new ArrayList<>(lost.values());
        transform(shards, List.copyOf(lost.keySet()), (stripe, cells) -> {
            for (int i = 0; i < cells.length; i++) {
                streams.get(i).write(cells[i]);
            }
        });
    }

    private void transform(SortedMap<Integer, ? extends InputStream> shards, List<Integer> wanted, Cells sink)
            throws IOException {
        if (shards.size() < layout.data()) {
            throw new IOException(
                    "a file of " + layout.data() + " shards cannot be made of " + shards.size() + " of them");
        }
        SortedMap<Integer, InputStream> used = new TreeMap<>();
        for (Map.Entry<Integer, ? extends InputStream> shard : shards.entrySet()) {
            if (used.size() < layout.data()) {
                used.put(shard.getKey(), shard.getValue());
            }
        }
        ReedSolomon.Rebuild rebuild = code.rebuild(List.copyOf(used.keySet()), wanted);
        for (long stripe = 0; stripe < layout.stripes(); stripe++) {
            int length = layout.cellBytes(stripe);
            SortedMap<Integer, byte[]> cells = new TreeMap<>();
            for (Map.Entry<Integer, InputStream> shard : used.entrySet()) {
                byte[] cell = shard.getValue().readNBytes(length);
                if (cell.length != length) {
                    throw new EOFException("shard " + shard.getKey() + " is shorter than its layout says");
                }
                cells.put(shard.getKey(), cell);
            }
            sink.accept(stripe, rebuild.apply(cells, length));
        }
    }

    /** Takes the cells of one stripe. */
    @FunctionalInterface
    private interface Cells {
        void accept(long stripe, byte[][] cells) throws IOException;
    }
}
