/**
 * What every command shares with the person or script in front of it: options, exit codes, answers, errors, prompts and
 * progress. Exactly one answer goes to stdout; everything else goes to stderr. Knows no command.
 */
@NullMarked
package one.imago.cli.terminal;

import org.jspecify.annotations.NullMarked;
