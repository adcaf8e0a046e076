/** The whole journey in one command, for somebody who has never seen it. */
@NullMarked
package one.imago.cli.demo;

import org.jspecify.annotations.NullMarked;
