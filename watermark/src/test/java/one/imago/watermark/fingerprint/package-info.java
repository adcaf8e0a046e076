@NullMarked
package one.imago.watermark.fingerprint;

import org.jspecify.annotations.NullMarked;
