package one.imago.watermark.journey;

import java.util.Optional;
import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureReader;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.codec.PictureDecoder;
import one.imago.watermark.resolution.RawFile;

/** Where strangers' files become pictures, a few at a time. Thread-safe. */
public final class PictureDesk implements PictureReader {
    private final PictureDecoder decoder;
    private final MarkReader marks;
    private final PictureGate gate;

    public PictureDesk(PictureDecoder decoder, MarkReader marks, PictureGate gate) {
        this.decoder = decoder;
        this.marks = marks;
        this.gate = gate;
    }

    /** A place for one picture; hold it for as long as the picture is in use, then {@link #leave}. */
    void enter() throws PictureRejected {
        gate.enter();
    }

    void leave() {
        gate.leave();
    }

    /** Decodes a file, of a camera raw one the JPEG in it; the caller has a place. */
    OpenPicture open(byte[] file) throws PictureRejected {
        Optional<RawFile> raw = RawFile.of(file);
        byte[] shown = raw.map(RawFile::preview).orElse(file);
        return new OpenPicture(file, raw, decoder.decode(shown), marks);
    }

    @Override
    public Picture read(byte[] file) throws PictureRejected {
        enter();
        try {
            return decoder.decode(file).picture();
        } finally {
            leave();
        }
    }
}
