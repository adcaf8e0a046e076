package one.imago.watermark.journey;

import one.imago.node.picture.Picture;
import one.imago.node.picture.PictureReader;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.codec.PictureDecoder;

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

    /** Decodes a file; the caller has a place. */
    OpenPicture open(byte[] file) throws PictureRejected {
        return new OpenPicture(file, decoder.decode(file), marks);
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
