package one.imago.node.crypto;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import one.imago.node.config.Setting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one rule by which a signature is good (docs/protocol/signatures.md). Every node must give the same verdict on the
 * same bytes, or the ledger forks; which library computes it is a local matter of speed. Thread-safe.
 */
public final class SignatureVerifier {
    /** Which library verifies; the verdicts are the same. */
    public static final Setting<Choice> PROVIDER = new Setting<>(
            "signature-provider",
            "auto",
            Choice::parse,
            "library that verifies signatures: auto (the fastest that loads), fast (native) or portable (Java)");

    private static final Logger LOG = LoggerFactory.getLogger(SignatureVerifier.class);
    private static final AtomicReference<@Nullable Ed25519Rule> ACTIVE = new AtomicReference<>();

    /** Names of {@link #PROVIDER}. */
    public enum Choice {
        AUTO,
        FAST,
        PORTABLE;

        private static Choice parse(String text) {
            return switch (text) {
                case "auto" -> AUTO;
                case "fast" -> FAST;
                case "portable" -> PORTABLE;
                default -> throw new IllegalArgumentException("expected auto, fast or portable");
            };
        }
    }

    private SignatureVerifier() {}

    /**
     * Chooses the library, for the whole process. Without a call, the first verification chooses AUTO.
     *
     * @throws IllegalStateException when FAST is asked for and does not load here
     */
    public static void select(Choice choice) {
        ACTIVE.set(load(choice));
    }

    /** Whether {@code signature} is {@code key}'s over this message in this domain. Never throws on strange bytes. */
    public static boolean verify(PublicKey key, SignatureDomain domain, byte[] message, byte[] signature) {
        return active().accepts(key, domain.signed(message), signature);
    }

    /** The library in use, for logs and status. */
    public static String providerName() {
        return active().providerName();
    }

    private static Ed25519Rule active() {
        Ed25519Rule rule = ACTIVE.get();
        if (rule == null) {
            synchronized (ACTIVE) {
                rule = ACTIVE.get();
                if (rule == null) {
                    rule = load(Choice.AUTO);
                    ACTIVE.set(rule);
                }
            }
        }
        return rule;
    }

    private static Ed25519Rule load(Choice choice) {
        Ed25519Provider provider = switch (choice) {
            case PORTABLE -> new PortableEd25519();
            case FAST ->
                NativeEd25519.load()
                        .orElseThrow(() -> new IllegalStateException(
                                "signature-provider is fast, but the native library does not load on this"
                                        + " machine: choose auto or portable"));
            case AUTO -> {
                Optional<NativeEd25519> fast = NativeEd25519.load();
                yield fast.isPresent() ? fast.get() : new PortableEd25519();
            }
        };
        LOG.info("signatures are verified by {}", provider.name());
        return new Ed25519Rule(provider);
    }
}
