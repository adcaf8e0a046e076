package one.imago.node.storage;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.ReadOptions;
import org.rocksdb.WriteOptions;

/** How a store is tuned, with the native objects that have to outlive it. */
final class RocksOptions implements AutoCloseable {
    private static final long WRITE_BUFFER_BYTES = 16L << 20;
    /** Bounds what a restart has to replay. */
    private static final long MAX_LOG_BYTES = 128L << 20;

    private static final int BLOOM_BITS = 10;

    private final List<AbstractNativeReference> owned = new ArrayList<>();

    final DBOptions database;
    final ColumnFamilyOptions family;
    final WriteOptions buffered;
    final WriteOptions synced;
    final ReadOptions read;

    RocksOptions(Cache cache) {
        BloomFilter bloom = own(new BloomFilter(BLOOM_BITS, false));
        database = own(new DBOptions())
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setMaxTotalWalSize(MAX_LOG_BYTES)
                .setMaxBackgroundJobs(2)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(3)
                .setMaxLogFileSize(4L << 20);
        family = own(new ColumnFamilyOptions())
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setLevelCompactionDynamicLevelBytes(true)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setFilterPolicy(bloom)
                        .setCacheIndexAndFilterBlocks(true)
                        .setPinL0FilterAndIndexBlocksInCache(true));
        buffered = own(new WriteOptions());
        synced = own(new WriteOptions()).setSync(true);
        read = own(new ReadOptions());
    }

    private <T extends AbstractNativeReference> T own(T reference) {
        owned.add(reference);
        return reference;
    }

    @Override
    public void close() {
        for (int i = owned.size() - 1; i >= 0; i--) {
            owned.get(i).close();
        }
    }
}
