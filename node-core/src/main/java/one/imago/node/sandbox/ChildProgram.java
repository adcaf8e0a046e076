package one.imago.node.sandbox;

import java.util.List;

/**
 * What a child runs: a main class of ours on this process's own class path and Java.
 *
 * @param mainClass name of a class with {@code main}
 * @param arguments its arguments; visible in the process list, so no secrets
 * @param properties system properties, each {@code name=value}; likewise visible
 * @param limits what it may use
 */
public record ChildProgram(String mainClass, List<String> arguments, List<String> properties, ChildLimits limits) {
    public ChildProgram {
        arguments = List.copyOf(arguments);
        properties = List.copyOf(properties);
    }
}
