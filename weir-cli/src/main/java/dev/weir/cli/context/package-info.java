/// `weir context`: names for clusters. Start with [ContextCommand]; what is kept, and how, is in
/// `contexts`.
@NullMarked
package dev.weir.cli.context;

import org.jspecify.annotations.NullMarked;
