package one.imago.node.service;

import java.util.Optional;
import one.imago.node.storage.DiskSpace;

/** Not ready while the disk is too full for new work. */
public final class DiskSpaceCheck implements HealthCheck {
    private final DiskSpace space;

    public DiskSpaceCheck(DiskSpace space) {
        this.space = space;
    }

    @Override
    public String name() {
        return "disk-space";
    }

    @Override
    public Optional<String> problem() {
        return space.problem();
    }
}
