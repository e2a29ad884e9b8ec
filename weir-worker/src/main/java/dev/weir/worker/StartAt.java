package dev.weir.worker;

/// Where a group begins that has committed nothing yet, or whose place is gone.
public enum StartAt {
  /// With the oldest records.
  EARLIEST,
  /// With what comes from now on.
  LATEST,
  /// Nowhere: the worker ends as failed.
  FAIL
}
