package one.imago.watermark.mark;

import java.util.List;
import java.util.Optional;
import one.imago.node.ledger.WorkId;

/**
 * What was read out of a picture.
 *
 * @param ids the ids found, surest first; empty for none
 * @param confidence of the first, 0 to 1: how cleanly the mark reads, not who owns the picture; 0 when there is none
 */
public record Extraction(List<WorkId> ids, double confidence) {
    public static final Extraction NONE = new Extraction(List.of(), 0);

    public Extraction {
        ids = List.copyOf(ids);
    }

    public Optional<WorkId> id() {
        return ids.stream().findFirst();
    }
}
