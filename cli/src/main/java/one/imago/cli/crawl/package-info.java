/** Commands on the crawler. */
@NullMarked
package one.imago.cli.crawl;

import org.jspecify.annotations.NullMarked;
