/** One crawl: its order, its scope, what it found and whether that use is licensed. */
@NullMarked
package one.imago.crawler.crawl;

import org.jspecify.annotations.NullMarked;
