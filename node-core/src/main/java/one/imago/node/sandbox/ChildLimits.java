package one.imago.node.sandbox;

/**
 * What a child may use.
 *
 * @param heapBytes Java heap ({@code -Xmx})
 * @param addressSpaceBytes whole address space, heap and native memory and mapped files together, held by the kernel
 *     ({@code ulimit -v}) where there is {@code /bin/sh}; 0 = not limited. A JVM needs about 1 GiB beyond its heap, most
 *     of which is only reserved
 * @param cpuSeconds CPU time over the child's whole life, held by the kernel ({@code ulimit -t}); 0 = not limited
 * @param maxOutputBytes longest answer, checked before it is allocated
 */
public record ChildLimits(long heapBytes, long addressSpaceBytes, int cpuSeconds, int maxOutputBytes) {
    public ChildLimits {
        if (heapBytes < 1 << 20 || addressSpaceBytes < 0 || cpuSeconds < 0 || maxOutputBytes < 0) {
            throw new IllegalArgumentException("a child needs 1 MiB of heap at least, and no limit is negative");
        }
    }
}
