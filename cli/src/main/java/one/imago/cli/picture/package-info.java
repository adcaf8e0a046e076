/**
 * Commands on pictures: registering in the steps that keep a node from stealing a work, verifying, searching, the rights
 * on a work, its certificate, and what works offline on files.
 */
@NullMarked
package one.imago.cli.picture;

import org.jspecify.annotations.NullMarked;
