/** What a page of HTML refers to: links and pictures. Knows nothing of the network. */
@NullMarked
package one.imago.crawler.page;

import org.jspecify.annotations.NullMarked;
