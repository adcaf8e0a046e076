/** Declared settings and where each value came from: flags, environment, TOML file, defaults. */
@NullMarked
package one.imago.node.config;

import org.jspecify.annotations.NullMarked;
