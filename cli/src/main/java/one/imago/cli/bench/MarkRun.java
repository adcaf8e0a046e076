package one.imago.cli.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import one.imago.cli.terminal.Failure;
import one.imago.cli.terminal.Progress;
import one.imago.node.ledger.WorkId;
import one.imago.node.picture.Picture;
import one.imago.node.service.ThreadExecutors;
import one.imago.watermark.attack.Attack;
import one.imago.watermark.mark.MarkScheme;

/** Marks each picture with an id of its own, attacks it in every way, and reads what is left. */
final class MarkRun {
    private final MarkScheme scheme;
    private final List<Attack> attacks;
    private final Progress progress;
    private final Queue<Subject> subjects = new ConcurrentLinkedQueue<>();
    private final Queue<MarkTrial> trials = new ConcurrentLinkedQueue<>();
    private final Queue<String> skipped = new ConcurrentLinkedQueue<>();

    MarkRun(MarkScheme scheme, List<Attack> attacks, Progress progress) {
        this.scheme = scheme;
        this.attacks = attacks;
        this.progress = progress;
    }

    /**
     * One picture's own row.
     *
     * @param embedMillis CPU time for each megapixel
     */
    record Subject(String name, int width, int height, WorkId id, MarkedPicture.Quality quality, double embedMillis) {
        static Subject of(MarkedPicture picture) {
            return new Subject(
                    picture.name(),
                    picture.original().width(),
                    picture.original().height(),
                    picture.id(),
                    picture.quality(),
                    picture.embedMillis() / picture.megapixels());
        }
    }

    /**
     * @param pictures those that could be marked, by name
     * @param trials each picture with each attack, by picture, in the order of the attacks
     * @param skipped pictures that are too small
     */
    record Result(List<Subject> pictures, List<MarkTrial> trials, List<String> skipped) {}

    Result over(List<Path> files, int threads) throws Failure {
        warmUp(files.get(0));
        ConcurrentLinkedQueue<Path> waiting = new ConcurrentLinkedQueue<>(files);
        AtomicBoolean failed = new AtomicBoolean();
        try (ThreadExecutors executors = new ThreadExecutors()) {
            List<CompletableFuture<Void>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(
                        CompletableFuture.runAsync(() -> work(waiting, failed), executors.singleThread("bench-" + i)));
            }
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Unreadable unreadable) {
                throw unreadable.failure;
            }
            throw e;
        }
        return new Result(
                subjects.stream().sorted(Comparator.comparing(Subject::name)).toList(),
                trials.stream()
                        .sorted(Comparator.comparing(MarkTrial::picture)
                                .thenComparingInt(trial -> attacks.indexOf(trial.attack())))
                        .toList(),
                skipped.stream().sorted().toList());
    }

    /** Compiled code before anything is timed. */
    private void warmUp(Path file) throws Failure {
        Picture picture = PictureFolder.read(file);
        for (int i = 0; i < 2; i++) {
            MarkedPicture.of("warm-up", picture, scheme, MarkedPicture.idFor("warm-up"))
                    .ifPresent(marked ->
                            attacks.stream().limit(2).forEach(attack -> MarkTrial.run(marked, attack, scheme)));
        }
    }

    private void work(Queue<Path> waiting, AtomicBoolean failed) {
        for (Path file = waiting.poll(); file != null && !failed.get(); file = waiting.poll()) {
            try {
                measure(file);
            } catch (Failure e) {
                failed.set(true);
                throw new Unreadable(e);
            }
        }
    }

    private void measure(Path file) throws Failure {
        String name = String.valueOf(file.getFileName());
        Optional<MarkedPicture> marked =
                MarkedPicture.of(name, PictureFolder.read(file), scheme, MarkedPicture.idFor(name));
        if (marked.isEmpty()) {
            skipped.add(name);
            attacks.forEach(attack -> progress.step(name));
            return;
        }
        subjects.add(Subject.of(marked.get()));
        for (Attack attack : attacks) {
            trials.add(MarkTrial.run(marked.get(), attack, scheme));
            progress.step(name + " " + attack);
        }
    }

    /** Carries a failure over the threads. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Failure failure;

        Unreadable(Failure failure) {
            super(failure);
            this.failure = failure;
        }
    }
}
