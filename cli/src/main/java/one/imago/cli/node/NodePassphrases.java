package one.imago.cli.node;

import one.imago.cli.terminal.Failure;

/** Gives the passphrase of a key of the node; the receiver wipes it. */
@FunctionalInterface
public interface NodePassphrases {
    char[] of(String keyName) throws Failure;
}
