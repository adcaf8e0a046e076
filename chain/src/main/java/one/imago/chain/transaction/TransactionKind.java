package one.imago.chain.transaction;

/**
 * Names what a transaction does: {@code token/transfer} version 1.
 *
 * @param module state module that applies it
 * @param kind kebab-case
 * @param version from 1
 */
public record TransactionKind(String module, String kind, int version) {
    @Override
    public String toString() {
        return module + "/" + kind + " v" + version;
    }
}
