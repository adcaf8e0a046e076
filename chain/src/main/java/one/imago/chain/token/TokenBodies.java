package one.imago.chain.token;

import com.google.protobuf.ByteString;
import one.imago.chain.proto.TokenRelease;
import one.imago.chain.proto.TokenTransfer;
import one.imago.chain.transaction.TransactionBody;
import one.imago.chain.transaction.TransactionKind;
import one.imago.node.crypto.Address;
import one.imago.node.ledger.Amount;

/** What an account can ask of the token module. */
public final class TokenBodies {
    public static final TransactionKind TRANSFER = new TransactionKind("token", "transfer", 1);
    public static final TransactionKind RELEASE = new TransactionKind("token", "release", 1);

    private TokenBodies() {}

    /** Sends tokens; the fee comes on top. */
    public static TransactionBody transfer(Address to, Amount amount) {
        return new TransactionBody(
                TRANSFER,
                TokenTransfer.newBuilder()
                        .setTo(ByteString.copyFrom(to.bytes()))
                        .setAmount(amount.units())
                        .build()
                        .toByteArray());
    }

    /** Moves what has vested of a holder's grants into the holder's balance. Anybody may send it and pay the fee. */
    public static TransactionBody release(Address holder) {
        return new TransactionBody(
                RELEASE,
                TokenRelease.newBuilder()
                        .setHolder(ByteString.copyFrom(holder.bytes()))
                        .build()
                        .toByteArray());
    }
}
