package one.imago.cli.wallet;

import one.imago.cli.terminal.Answer;
import one.imago.cli.terminal.Json;
import one.imago.cli.terminal.Table;
import one.imago.node.crypto.Address;
import one.imago.node.crypto.PublicKey;
import tools.jackson.databind.node.ObjectNode;

/** Keys in answers: never more than their public part. */
final class Keys {
    private Keys() {}

    static ObjectNode json(String name, PublicKey key) {
        return Json.object()
                .put("name", name)
                .put("address", key.address().toString())
                .put("publicKey", key.hex());
    }

    static Answer answer(String name, PublicKey key) {
        Address address = key.address();
        return Answer.yes(
                json(name, key),
                new Table()
                        .row("key", name)
                        .row("address", address)
                        .row("public key", key.hex())
                        .toString());
    }
}
