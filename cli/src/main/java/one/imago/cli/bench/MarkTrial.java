package one.imago.cli.bench;

import java.util.List;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.watermark.attack.Attack;
import one.imago.watermark.mark.Extraction;
import one.imago.watermark.mark.MarkKey;
import one.imago.watermark.mark.MarkScheme;

/**
 * One marked picture after one attack, read.
 *
 * @param picture name of the picture
 * @param own the id that it carries
 * @param ids everything that was read
 * @param millis CPU time of reading
 * @param megapixels of the attacked picture
 */
record MarkTrial(String picture, WorkId own, Attack attack, List<WorkId> ids, double millis, double megapixels) {
    /** How a reading ended. */
    enum Outcome {
        /** The picture's own id, and no other. */
        EXACT,
        /** Any other id, also beside the picture's own. */
        WRONG,
        NONE
    }

    static MarkTrial run(MarkedPicture picture, Attack attack, MarkScheme scheme) {
        Picture attacked = attack.apply(picture.marked(), picture.name());
        ThreadCpu cpu = ThreadCpu.start();
        Extraction extraction = scheme.extract(attacked, MarkKey.LOCATOR);
        return new MarkTrial(
                picture.name(),
                picture.id(),
                attack,
                extraction.ids(),
                cpu.millis(),
                MarkedPicture.megapixels(attacked));
    }

    Outcome outcome() {
        if (ids.isEmpty()) {
            return Outcome.NONE;
        }
        return ids.equals(List.of(own)) ? Outcome.EXACT : Outcome.WRONG;
    }
}
