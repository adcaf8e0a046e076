/** What a node answers about passports. */
@NullMarked
package one.imago.passport.rpc;

import org.jspecify.annotations.NullMarked;
