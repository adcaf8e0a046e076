package one.imago.p2p;

import java.io.IOException;
import one.imago.node.service.Service;
import one.imago.p2p.content.FileContentStore;
import one.imago.p2p.replica.ShardDesk;
import one.imago.p2p.takedown.TakedownDesk;
import one.imago.p2p.takedown.TakedownFiles;

/**
 * Opens the content store before anything reads from it, what was taken down first. There is nothing to close: every write
 * is durable.
 */
final class ContentService extends Service {
    private final FileContentStore store;
    private final TakedownFiles takedowns;
    private final TakedownDesk desk;
    private final ShardDesk shards;

    ContentService(FileContentStore store, TakedownFiles takedowns, TakedownDesk desk, ShardDesk shards) {
        this.store = store;
        this.takedowns = takedowns;
        this.desk = desk;
        this.shards = shards;
    }

    @Override
    public String name() {
        return "content-store";
    }

    @Override
    protected void doStart() throws IOException {
        takedowns.open();
        store.open();
        shards.open();
        desk.start();
    }

    @Override
    protected void doStop() {}
}
