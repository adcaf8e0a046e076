/** How a node is put together: services and their lifecycle, the registry, modules, the context they are given, typed event channels. Owns no domain logic and no I/O. */
@NullMarked
package one.imago.node.service;

import org.jspecify.annotations.NullMarked;
