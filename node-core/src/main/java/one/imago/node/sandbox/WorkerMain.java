package one.imago.node.sandbox;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The child's end of a {@link WorkerPool}. A main class prepares its handler and calls {@link #serve}, which returns
 * when the parent closes the pipe or dies.
 *
 * <p>Request frame: length of the rest (u32), operation (u32), bytes. Answer frame: length of the rest (u32), status (u32:
 * 0 answer, 1 failure with a message in UTF-8, 2 ready), bytes. The first frame of a child is {@code ready}.
 */
public final class WorkerMain {
    static final int ANSWER = 0;
    static final int FAILURE = 1;
    static final int READY = 2;
    private static final int MAX_MESSAGE = 1024;

    private WorkerMain() {}

    /** Serves until the parent is gone. Anything printed goes to standard error, so that no library spoils the frames. */
    public static void serve(WorkerHandler handler) throws IOException {
        DataInputStream input = new DataInputStream(System.in);
        try (DataOutputStream output =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16))) {
            System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
            write(output, READY, new byte[0]);
            while (true) {
                int operation;
                byte[] request;
                try {
                    int length = input.readInt();
                    operation = input.readInt();
                    request = input.readNBytes(length - Integer.BYTES);
                } catch (EOFException e) {
                    return;
                }
                byte[] answer;
                int status = ANSWER;
                try {
                    answer = handler.handle(operation, request);
                } catch (Exception e) {
                    status = FAILURE;
                    answer = message(e);
                }
                write(output, status, answer);
            }
        }
    }

    private static byte[] message(Exception e) {
        String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= MAX_MESSAGE ? bytes : Arrays.copyOf(bytes, MAX_MESSAGE);
    }

    private static void write(DataOutputStream output, int status, byte[] bytes) throws IOException {
        output.writeInt(Integer.BYTES + bytes.length);
        output.writeInt(status);
        output.write(bytes);
        output.flush();
    }
}
