package one.imago.chain.copyright;

import java.util.List;
import one.imago.chain.transaction.TransactionDrafter;
import one.imago.node.content.ContentStore;
import one.imago.node.rpc.RpcMethod;

/** The RPC methods of the copyright module. */
public final class CopyrightMethods {
    private CopyrightMethods() {}

    public static List<RpcMethod<?, ?>> all(RegisteredWorks works, TransactionDrafter drafter, ContentStore content) {
        return List.of(
                new WorkCommitMethod(drafter),
                new ImageGetMethod(works, content),
                new ImageListMethod(works),
                new LicenceListMethod(works));
    }
}
