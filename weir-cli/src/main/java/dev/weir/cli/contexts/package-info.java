/// The clusters that a user has given names to, in `contexts.yaml`, and what a folder says of its
/// own in `.weir.yaml`. Start with [Context] and [ContextsFile].
@NullMarked
package dev.weir.cli.contexts;

import org.jspecify.annotations.NullMarked;
