package one.imago.watermark.codec;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import nu.pattern.OpenCV;
import org.opencv.core.Core;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads OpenCV's native library. Unpacking its 60 MB costs a second, and a copy for every process is left behind by each
 * one that is killed; so it is unpacked once for a user, into {@code $XDG_CACHE_HOME/imago}, and found there by later
 * processes and by the children that decode. Where that can't be done, OpenCV's own loader makes a temporary copy.
 */
final class NativeLibrary {
    /** A child is told where the library is, since it has no environment to find the cache by. */
    static final String PROPERTY = "imago.opencv";

    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

    private NativeLibrary() {}

    static void load() {
        String given = System.getProperty(PROPERTY);
        if (given != null && !given.isEmpty()) {
            System.load(given);
            return;
        }
        Optional<Path> unpacked = unpacked();
        if (unpacked.isPresent()) {
            System.load(unpacked.get().toString());
        } else {
            OpenCV.loadLocally();
        }
    }

    /** The library as a file of its own that outlives this process; unpacks it when it is not there yet. */
    static synchronized Optional<Path> unpacked() {
        URL resource = NativeLibrary.class.getResource(resourceName());
        Optional<Path> cache = cacheDirectory();
        if (resource == null || cache.isEmpty()) {
            return Optional.empty();
        }
        try {
            URLConnection connection = resource.openConnection();
            long length = connection.getContentLengthLong();
            Path directory = cache.get().resolve("imago").resolve("opencv-" + Core.VERSION);
            Path library = directory.resolve(System.mapLibraryName(Core.NATIVE_LIBRARY_NAME));
            if (Files.isRegularFile(library) && Files.size(library) == length) {
                return Optional.of(library);
            }
            Files.createDirectories(directory);
            Path fresh = Files.createTempFile(directory, "unpacking", ".tmp");
            try (InputStream in = connection.getInputStream()) {
                Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
                Files.move(fresh, library, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
            return Optional.of(library);
        } catch (IOException e) {
            LOG.warn("the OpenCV library can't be kept in {}: {}", cache.get(), e.toString());
            return Optional.empty();
        }
    }

    private static String resourceName() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        boolean arm = System.getProperty("os.arch", "").startsWith("aarch64");
        String folder = system.startsWith("mac") ? "osx" : system.startsWith("windows") ? "windows" : "linux";
        return "/nu/pattern/opencv/" + folder + (arm ? "/ARMv8/" : "/x86_64/")
                + System.mapLibraryName(Core.NATIVE_LIBRARY_NAME);
    }

    private static Optional<Path> cacheDirectory() {
        String given = System.getenv("XDG_CACHE_HOME");
        if (given != null && Path.of(given).isAbsolute()) {
            return Optional.of(Path.of(given));
        }
        String home = System.getProperty("user.home", "");
        return home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home, ".cache"));
    }
}
