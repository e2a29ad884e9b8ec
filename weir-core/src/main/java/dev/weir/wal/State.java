package dev.weir.wal;

import dev.weir.Problem;

/// Whether the log takes messages.
///
/// ```text
///         no room on the disk                a write or a force failed
///  Ready ────────────────────▶ Full   Ready, Full ────────────────▶ Failed
///    ▲                           │                                    │
///    ├── room again, or a file ──┘                                    │
///    └── a new file was written and forced ───────────────────────────┘
/// ```
///
/// In [Full] and [Failed] messages are turned away, and what leads back is tried every second. In
/// [Full] acknowledgements are still written: some room was prepared for them.
sealed interface State {
  record Ready() implements State {}

  /// The disk is full; `wantedBytes` is what there was no room for.
  record Full(long sinceNanos, long wantedBytes) implements State {
    Problem problem(Limits limits) {
      return Problem.walFull(limits.limitBytes());
    }
  }

  /// The file that failed is closed for good.
  record Failed(long sinceNanos, Problem problem) implements State {}
}
