package one.imago.cli.content;

import java.util.concurrent.Callable;
import one.imago.cli.terminal.ExitCode;
import one.imago.cli.terminal.Failure;
import one.imago.node.content.Cid;

/** Content ids as arguments. */
final class ContentId {
    private ContentId() {}

    static Cid parse(String text) throws Failure {
        try {
            return Cid.parse(text);
        } catch (IllegalArgumentException e) {
            throw Failure.refused(
                    "cid-invalid", "\"" + text + "\" is not a content id: " + e.getMessage(), "copy it once more");
        }
    }

    /** Content that is not there is the answer no, not a refusal. */
    static <T> T orNo(Callable<T> query) throws Exception {
        try {
            return query.call();
        } catch (Failure failure) {
            boolean no = "not-found".equals(failure.code()) || "not-pinned".equals(failure.code());
            throw no ? failure.as(ExitCode.NO) : failure;
        }
    }
}
