package one.imago.chain.rpc;

/** A method without parameters. */
record NoParams() {}
