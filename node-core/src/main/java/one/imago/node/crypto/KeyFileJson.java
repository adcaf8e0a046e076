package one.imago.node.crypto;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON form of a {@link KeyFile}: exactly these fields, of exactly these lengths. */
final class KeyFileJson {
    private static final String FORMAT = "imago-key/1";
    private static final String KDF = "argon2id";
    private static final String CIPHER = "aes-256-gcm";
    private static final String SCHEME = "ed25519";

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(4)
                            .maxNumberLength(12)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private KeyFileJson() {}

    static byte[] write(KeyFile key) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", FORMAT);
        root.put("name", key.name());
        root.put("scheme", SCHEME);
        root.put("publicKey", key.publicKey().hex());
        root.put("address", key.publicKey().address().toString());
        root.putObject("kdf")
                .put("algorithm", KDF)
                .put("version", Argon2Cost.VERSION)
                .put("memoryKib", key.cost().memoryKib())
                .put("iterations", key.cost().iterations())
                .put("parallelism", key.cost().parallelism())
                .put("salt", Hex.encode(key.salt()));
        root.putObject("cipher")
                .put("algorithm", CIPHER)
                .put("nonce", Hex.encode(key.nonce()))
                .put("ciphertext", Hex.encode(key.ciphertext()));
        return (MAPPER.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static KeyFile parse(byte[] json) throws KeystoreException {
        if (json.length > KeyFile.MAX_BYTES) {
            throw bad("larger than a key file can be");
        }
        try {
            JsonNode root = object(
                    MAPPER.readTree(json),
                    "the file",
                    List.of("format", "name", "scheme", "publicKey", "address", "kdf", "cipher"));
            // First, so that a later format is called by its name.
            require(root, "format", FORMAT);
            require(root, "scheme", SCHEME);
            JsonNode kdf = object(
                    root.get("kdf"),
                    "kdf",
                    List.of("algorithm", "version", "memoryKib", "iterations", "parallelism", "salt"));
            JsonNode cipher = object(root.get("cipher"), "cipher", List.of("algorithm", "nonce", "ciphertext"));
            require(kdf, "algorithm", KDF);
            require(cipher, "algorithm", CIPHER);
            if (number(kdf, "version") != Argon2Cost.VERSION) {
                throw bad("of another version of Argon2");
            }
            String name = text(root, "name");
            KeyFile.requireName(name);
            PublicKey publicKey = PublicKey.parse(text(root, "publicKey"));
            require(root, "address", publicKey.address().toString());
            Argon2Cost cost =
                    new Argon2Cost(number(kdf, "memoryKib"), number(kdf, "iterations"), number(kdf, "parallelism"));
            return new KeyFile(
                    name,
                    publicKey,
                    cost,
                    Hex.decode(text(kdf, "salt"), KeyFile.SALT_LENGTH),
                    Hex.decode(text(cipher, "nonce"), AesGcm.NONCE_LENGTH),
                    Hex.decode(text(cipher, "ciphertext"), KeyFile.CIPHERTEXT_LENGTH));
        } catch (JacksonException e) {
            throw bad("not JSON");
        } catch (IllegalArgumentException e) {
            throw bad("damaged: " + e.getMessage());
        }
    }

    private static JsonNode object(JsonNode node, String what, List<String> fields) throws KeystoreException {
        if (!node.isObject()) {
            throw bad(what + " is not a JSON object");
        }
        JsonNode format = node.get("format");
        for (String name : node.propertyNames()) {
            if (!fields.contains(name)) {
                boolean later = format != null
                        && format.isString()
                        && !format.stringValue().equals(FORMAT);
                throw bad(later ? "of another format than " + FORMAT : what + " holds an unknown field");
            }
        }
        for (String field : fields) {
            if (!node.has(field)) {
                throw bad(what + " has no \"" + field + "\"");
            }
        }
        return node;
    }

    private static String text(JsonNode node, String field) throws KeystoreException {
        JsonNode value = node.get(field);
        if (!value.isString()) {
            throw bad("\"" + field + "\" is not a string");
        }
        return value.stringValue();
    }

    private static int number(JsonNode node, String field) throws KeystoreException {
        JsonNode value = node.get(field);
        if (!value.isInt()) {
            throw bad("\"" + field + "\" is not a whole number");
        }
        return value.intValue();
    }

    private static void require(JsonNode node, String field, String expected) throws KeystoreException {
        if (!text(node, field).equals(expected)) {
            throw bad("\"" + field + "\" is not \"" + expected + "\"");
        }
    }

    private static KeystoreException bad(String what) {
        return new KeystoreException(
                KeystoreException.Kind.BAD_FILE, "this is not a key file that I can read: " + what);
    }
}
