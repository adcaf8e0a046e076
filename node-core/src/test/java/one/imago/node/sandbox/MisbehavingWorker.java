package one.imago.node.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A child that does what it is told to, good and bad. */
public final class MisbehavingWorker {
    static final int ECHO = 0;
    static final int LOOP = 1;
    static final int EXIT = 2;
    static final int HALT = 3;
    static final int EAT_HEAP = 4;
    static final int HUGE_ANSWER = 5;
    static final int FAIL = 6;
    static final int PRINT = 7;
    static final int PID = 8;
    static final int EAT_NATIVE = 9;
    static final int ENVIRONMENT = 10;

    private MisbehavingWorker() {}

    public static void main(String[] arguments) throws IOException {
        WorkerMain.serve(MisbehavingWorker::handle);
    }

    private static byte[] handle(int operation, byte[] request) throws IOException {
        return switch (operation) {
            case LOOP -> loop();
            case EXIT -> {
                System.exit(0);
                yield request;
            }
            case HALT -> {
                Runtime.getRuntime().halt(1);
                yield request;
            }
            case EAT_HEAP -> eat(() -> ByteBuffer.allocate(1 << 20));
            case EAT_NATIVE -> eat(() -> ByteBuffer.allocateDirect(4 << 20));
            case HUGE_ANSWER -> new byte[1 << 20];
            case FAIL -> throw new IOException("that is no picture");
            case PRINT -> {
                System.out.println("noise".repeat(50_000));
                yield request;
            }
            case PID -> Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
            case ENVIRONMENT -> String.join(",", System.getenv().keySet()).getBytes(StandardCharsets.US_ASCII);
            default -> request;
        };
    }

    private static byte[] loop() {
        long spins = 0;
        while (spins >= 0) {
            spins = (spins + 1) & 0xffff;
        }
        return new byte[0];
    }

    private static byte[] eat(Supplier<ByteBuffer> meal) {
        List<ByteBuffer> eaten = new ArrayList<>();
        while (eaten.size() < 1 << 16) {
            eaten.add(meal.get());
        }
        return new byte[eaten.size()];
    }
}
