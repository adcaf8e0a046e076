package one.imago.chain.backup;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import one.imago.chain.consensus.ChainService;
import one.imago.chain.genesis.Genesis;
import one.imago.node.rpc.HttpRoute;
import one.imago.node.rpc.RpcException;
import one.imago.node.rpc.Scope;
import one.imago.node.storage.DataDirectory;
import one.imago.node.storage.StorageException;

/** {@code GET /v1/backup}: a backup of the running node, without keys. */
public final class BackupRoute implements HttpRoute {
    private final BackupSource source;

    public BackupRoute(Genesis genesis, ChainService chain, DataDirectory directory) {
        source = new BackupSource(genesis, chain, directory);
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/v1/backup";
    }

    @Override
    public String summary() {
        return "A consistent copy of ledger and content as a tar; no keys";
    }

    @Override
    public Optional<Scope> scope() {
        return Optional.of(Scope.ADMIN);
    }

    @Override
    public long maxBodyBytes() {
        return 0;
    }

    @Override
    public Reply handle(String parameter, InputStream body) throws RpcException, IOException {
        try {
            BackupSource.Prepared backup = source.prepare();
            return new Reply("application/x-tar", backup.length(), backup.stream());
        } catch (StorageException e) {
            throw new RpcException(
                    RpcException.Kind.UNAVAILABLE,
                    e.kind().code(),
                    "the backup could not be made: " + e.getMessage(),
                    e.diskFull() ? "make room on the node's disk" : "");
        }
    }
}
