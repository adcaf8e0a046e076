package one.imago.node.sandbox;

import java.io.IOException;

/** Writes back what it reads, as often as its argument says. */
public final class EchoProgram {
    private EchoProgram() {}

    public static void main(String[] arguments) throws IOException {
        byte[] input = System.in.readAllBytes();
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            System.out.write(input);
        }
        System.out.flush();
    }
}
