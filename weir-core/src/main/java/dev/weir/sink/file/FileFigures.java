package dev.weir.sink.file;

import dev.weir.metrics.Counter;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.nio.file.Path;
import java.util.function.DoubleSupplier;

/// What a file sink counts.
record FileFigures(Counter written, Counter failures, Counter deleted, Counter torn) {
  static FileFigures in(Metrics metrics, Path path, DoubleSupplier open) {
    var label = new Label("path", path.toString());
    metrics.gauge("weir_file_open", "Files that are open.", open, label);
    return new FileFigures(
        metrics.counter("weir_file_written_bytes", "Bytes that were forced to files.", label),
        metrics.counter("weir_file_failures", "Files that were given up for an error.", label),
        metrics.counter("weir_file_deleted", "Files deleted because there were too many.", label),
        metrics.counter("weir_file_torn", "Files whose torn end was cut off at a start.", label));
  }
}
