package one.imago.node.storage;

import java.nio.file.Path;

/**
 * Where a node's things live on disk.
 *
 * @param root the data directory
 */
public record DataDirectory(Path root) {
    /** Creates it, readable by its owner alone (mode 0700), unless it is there. */
    public void create() {
        PrivateFiles.createDirectory(root);
    }

    public Path lock() {
        return root.resolve("LOCK");
    }

    public Path version() {
        return root.resolve("VERSION");
    }

    public Path configuration() {
        return root.resolve("node.toml");
    }

    public Path genesis() {
        return root.resolve("genesis.toml");
    }

    /** Parent of the RocksDB stores, one directory each: {@code ledger}, {@code index}. */
    public Path store(String name) {
        return root.resolve(name);
    }

    public Path content() {
        return root.resolve("content");
    }

    /** Private uploads; emptied at start. */
    public Path scratch() {
        return root.resolve("scratch");
    }

    public Path keystore() {
        return root.resolve("keystore");
    }

    /** The seed behind the node's peer id; see docs/protocol/data-directory.md. */
    public Path nodeKey() {
        return root.resolve("node.key");
    }

    public Path rpcCookie() {
        return root.resolve("rpc.cookie");
    }

    public Path rpcUrl() {
        return root.resolve("rpc.url");
    }

    public Path logs() {
        return root.resolve("logs");
    }
}
