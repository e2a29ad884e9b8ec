/// `weir copy`: messages from a topic or a file to another, whole and restartable.
///
/// ```
/// Source ──▶ Copy (filter, rate, count) ──▶ Target
///    ▲                                        │
///    └──────────── Mark: safe up to here ─────┘
/// ```
///
/// Start with [Copy]. What has been read is remembered only when the target has it.
@NullMarked
package dev.weir.cli.copy;

import org.jspecify.annotations.NullMarked;
