package one.imago.watermark.journey;

import java.util.List;
import one.imago.node.crypto.Hash;
import one.imago.node.picture.Identification;
import one.imago.node.picture.Identification.MarkUnconfirmed;
import one.imago.node.picture.Identification.NotFound;
import one.imago.node.picture.PictureIdentifier;
import one.imago.node.picture.PictureRejected;
import one.imago.watermark.mark.Extraction;

/**
 * Whose picture a file is: by the file's hash, by its pixels, by its mark if the picture agrees, by its fingerprint if
 * the picture agrees. The first that answers decides. A mark that nothing confirms does not hide a picture that is
 * recognised without it, and by itself names nobody: anyone can copy a mark.
 */
public final class Identifier implements PictureIdentifier {
    private final PictureDesk desk;
    private final Recognition recognition;
    private final Claims claims;

    Identifier(PictureDesk desk, Recognition recognition, Claims claims) {
        this.desk = desk;
        this.recognition = recognition;
        this.claims = claims;
    }

    @Override
    public Identification identify(byte[] file) throws PictureRejected {
        List<Match> byFile = recognition.byFile(Hash.sha256(file));
        if (!byFile.isEmpty()) {
            return claims.of(byFile);
        }
        desk.enter();
        try {
            return identify(desk.open(file));
        } finally {
            desk.leave();
        }
    }

    private Identification identify(OpenPicture open) {
        List<Match> byPixels = recognition.byPixels(open.pixels());
        if (!byPixels.isEmpty()) {
            return claims.of(byPixels);
        }
        Extraction mark = open.mark();
        List<Match> byMark = accepted(recognition.byMark(open, mark.ids()));
        if (!byMark.isEmpty()) {
            return claims.of(byMark);
        }
        List<Match> alike = accepted(recognition.byLooks(open));
        if (!alike.isEmpty()) {
            return claims.of(alike);
        }
        return mark.id().<Identification>map(MarkUnconfirmed::new).orElseGet(NotFound::new);
    }

    static List<Match> accepted(List<Match> matches) {
        return matches.stream().filter(Match::accepted).toList();
    }
}
