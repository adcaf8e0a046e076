package one.imago.p2p;

import java.io.IOException;
import one.imago.node.service.Service;
import one.imago.p2p.content.FileContentStore;

/** Opens the content store before anything reads from it. There is nothing to close: every write is durable. */
final class ContentService extends Service {
    private final FileContentStore store;

    ContentService(FileContentStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "content-store";
    }

    @Override
    protected void doStart() throws IOException {
        store.open();
    }

    @Override
    protected void doStop() {}
}
