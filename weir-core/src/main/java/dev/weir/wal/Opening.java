package dev.weir.wal;

import dev.weir.Clock;
import dev.weir.metrics.Metrics;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A log as it is found in its folder, put in order and ready to be written.
final class Opening {
  final Parts parts;
  final Damages damages;
  final Spares spares;
  final @Nullable Tail tail;
  final long head;
  final Wal.Watcher watcher;

  /// What was lost, so that it is noted and the next start has nothing to tell of it.
  final Ranges lost;

  Opening(WalOptions options, Folder folder, Metrics counted, Clock clock) throws IOException {
    this.watcher = options.watcher();
    var limits = Limits.of(options);
    var metrics = new WalMetrics(counted, options.name());
    var survey = Survey.of(folder);
    var segments = new Segments();
    this.parts = new Parts(folder, limits, segments, survey.waiting, metrics, clock);
    this.damages = new Damages(folder, limits, metrics, clock);
    var repair = new Repair(parts, survey, damages);
    var files = repair.run();
    files.forEach(segments::add);
    this.tail = repair.tail(files);
    repair.trim(files, tail);
    this.lost = survey.lost();
    this.spares = new Spares(folder, limits);
    spares.find(segments.bytes());
    this.head = tail == null && !files.isEmpty() ? survey.head() + 1 : survey.head();
  }
}
