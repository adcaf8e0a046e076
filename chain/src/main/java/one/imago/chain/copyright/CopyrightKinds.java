package one.imago.chain.copyright;

import java.util.List;
import one.imago.chain.transaction.TransactionKind;

/** The transaction kinds of the copyright module, all of version 1. */
public final class CopyrightKinds {
    public static final String MODULE = "copyright";
    public static final TransactionKind COMMIT_WORK = kind("commit-work");
    public static final TransactionKind REGISTER_WORK = kind("register-work");
    public static final TransactionKind CONTEST_WORK = kind("contest-work");
    public static final TransactionKind TRANSFER_WORK = kind("transfer-work");
    public static final TransactionKind ADD_EVIDENCE = kind("add-evidence");
    public static final TransactionKind GRANT_LICENCE = kind("grant-licence");
    public static final TransactionKind REVOKE_LICENCE = kind("revoke-licence");

    static final List<TransactionKind> ALL = List.of(
            COMMIT_WORK, REGISTER_WORK, CONTEST_WORK, TRANSFER_WORK, ADD_EVIDENCE, GRANT_LICENCE, REVOKE_LICENCE);

    private CopyrightKinds() {}

    private static TransactionKind kind(String name) {
        return new TransactionKind(MODULE, name, 1);
    }
}
