package one.imago.chain.block;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import one.imago.chain.transaction.SignedTransaction;
import one.imago.chain.transaction.TransactionKind;
import one.imago.node.crypto.Address;
import one.imago.node.ledger.Amount;

/**
 * Where a transaction stands, and what it is in short.
 *
 * @param height of its block
 * @param index in that block
 * @param kind what it does
 * @param sender who signed
 * @param fee what it paid
 */
public record TransactionPlace(long height, int index, TransactionKind kind, Address sender, Amount fee) {
    private static final int MAX_SIZE = 256;

    public static TransactionPlace of(SignedTransaction transaction, long height, int index) {
        return new TransactionPlace(height, index, transaction.kind(), transaction.sender(), transaction.feeLimit());
    }

    /** The disk form: height (8) ‖ index (4) ‖ fee (8) ‖ sender (20) ‖ version (4) ‖ module and kind, each after its length. */
    public byte[] encode() {
        byte[] module = kind.module().getBytes(StandardCharsets.US_ASCII);
        byte[] name = kind.kind().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(MAX_SIZE)
                .putLong(height)
                .putInt(index)
                .putLong(fee.units())
                .put(sender.bytes())
                .putInt(kind.version())
                .put((byte) module.length)
                .put(module)
                .put((byte) name.length)
                .put(name);
        return Arrays.copyOf(out.array(), out.position());
    }

    public static TransactionPlace decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long height = in.getLong();
        int index = in.getInt();
        Amount fee = new Amount(in.getLong());
        byte[] sender = new byte[Address.LENGTH];
        in.get(sender);
        int version = in.getInt();
        return new TransactionPlace(
                height, index, new TransactionKind(text(in), text(in), version), Address.of(sender), fee);
    }

    private static String text(ByteBuffer in) {
        byte[] text = new byte[in.get() & 0xff];
        in.get(text);
        return new String(text, StandardCharsets.US_ASCII);
    }
}
