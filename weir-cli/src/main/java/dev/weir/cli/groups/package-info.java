/// `weir groups` and `weir lag`: who reads what, how far they are, and how to set them elsewhere.
/// Start with [Look].
@NullMarked
package dev.weir.cli.groups;

import org.jspecify.annotations.NullMarked;
