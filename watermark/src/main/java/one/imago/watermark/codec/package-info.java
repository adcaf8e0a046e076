/** Pictures as bytes and as samples: looks at a stranger's header before anything is allocated, decodes, encodes, and carries metadata over. Knows nothing of marks, fingerprints or the ledger. */
@NullMarked
package one.imago.watermark.codec;

import org.jspecify.annotations.NullMarked;
