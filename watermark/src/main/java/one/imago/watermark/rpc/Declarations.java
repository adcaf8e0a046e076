package one.imago.watermark.rpc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import one.imago.node.crypto.Hash;
import one.imago.node.ledger.Authorship;
import one.imago.node.ledger.ClaimRole;
import one.imago.node.ledger.Declaration;
import one.imago.node.ledger.Publication;
import one.imago.node.rpc.RpcException;
import org.jspecify.annotations.Nullable;

/** An owner's declaration in the words of the RPC: {@code author}, {@code ai-assisted}, {@code yes}. */
final class Declarations {
    private static final int TITLE_BYTES = 200;

    private Declarations() {}

    static Declaration parse(
            @Nullable String title,
            @Nullable String role,
            @Nullable String authorship,
            @Nullable String publication,
            @Nullable String manifestRoot)
            throws RpcException {
        if (title != null && title.getBytes(StandardCharsets.UTF_8).length > TITLE_BYTES) {
            throw Refusals.invalid("the title has more than " + TITLE_BYTES + " bytes", "shorten it");
        }
        return new Declaration(
                title == null ? "" : title,
                word("role", role, ClaimRole.UNKNOWN, ClaimRole.class),
                word("authorship", authorship, Authorship.UNKNOWN, Authorship.class),
                word("publication", publication, Publication.UNKNOWN, Publication.class),
                manifestRoot == null ? Hash.ZERO : hash("manifestRoot", manifestRoot));
    }

    static Hash hash(String name, String hex) throws RpcException {
        try {
            return Hash.parse(hex);
        } catch (IllegalArgumentException e) {
            throw Refusals.invalid(name + ": " + e.getMessage(), "");
        }
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> E word(String name, @Nullable String text, E absent, Class<E> type)
            throws RpcException {
        if (text == null) {
            return absent;
        }
        for (E value : type.getEnumConstants()) {
            if (word(value).equals(text)) {
                return value;
            }
        }
        throw Refusals.invalid(
                name + " is not one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Declarations::word)
                                .toList(),
                "");
    }
}
