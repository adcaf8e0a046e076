package one.imago.node.rpc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.Hex;

/**
 * Bearer tokens and what each may do. Only SHA-256 digests are kept; a token is 256 random bits, so the digest needs no
 * salt and no stretching. Immutable.
 */
public final class RpcTokens {
    private static final int MAX_FILE_BYTES = 1 << 20;
    private static final int TOKEN_BYTES = 32;
    private final List<Grant> grants;

    private record Grant(Caller caller, byte[] digest) {}

    private RpcTokens(List<Grant> grants) {
        this.grants = List.copyOf(grants);
    }

    public static RpcTokens none() {
        return new RpcTokens(List.of());
    }

    /** A fresh random token: 64 hexadecimal digits. */
    public static String generate(SecureRandom random) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Hex.encode(bytes);
    }

    /** These and one more. */
    public RpcTokens with(String name, String token, Set<Scope> scopes) {
        return with(name, digest(token), scopes);
    }

    /**
     * These and those of a file. A line is {@code name scope[,scope] sha256-of-token}, scopes being {@code read},
     * {@code write}, {@code admin}; empty lines and lines that start with {@code #} say nothing.
     *
     * @throws IOException naming the file, the line and what is wrong with it
     */
    public RpcTokens withFile(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new IOException("the token file " + file + " is larger than " + MAX_FILE_BYTES + " bytes");
        }
        RpcTokens tokens = this;
        int number = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields.length != 3) {
                    throw new IllegalArgumentException("expected: name scope[,scope] sha256-of-token");
                }
                tokens = tokens.with(fields[0], Hash.parse(fields[2]).bytes(), scopes(fields[1]));
            } catch (IllegalArgumentException e) {
                throw new IOException("line " + number + " of the token file " + file + ": " + e.getMessage(), e);
            }
        }
        return tokens;
    }

    /** Compares with every digest, each in constant time, so that the time tells nothing about any. */
    Optional<Caller> caller(String token) {
        byte[] digest = digest(token);
        Caller found = null;
        for (Grant grant : grants) {
            if (MessageDigest.isEqual(grant.digest, digest)) {
                found = grant.caller;
            }
        }
        return Optional.ofNullable(found);
    }

    private RpcTokens with(String name, byte[] digest, Set<Scope> scopes) {
        List<Grant> more = new ArrayList<>(grants);
        more.add(new Grant(new Caller(name, scopes), digest));
        return new RpcTokens(more);
    }

    private static Set<Scope> scopes(String text) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String name : text.split(",", -1)) {
            try {
                scopes.add(Scope.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("unknown scope " + name + "; known are read, write, admin", e);
            }
        }
        return scopes;
    }

    private static byte[] digest(String token) {
        return Hash.sha256(token.getBytes(StandardCharsets.UTF_8)).bytes();
    }
}
