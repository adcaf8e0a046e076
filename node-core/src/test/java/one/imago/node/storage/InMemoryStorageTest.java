package one.imago.node.storage;

final class InMemoryStorageTest extends KeyValueStoreContract {
    private final Storage storage = new InMemoryStorage();

    @Override
    Storage storage() {
        return storage;
    }
}
