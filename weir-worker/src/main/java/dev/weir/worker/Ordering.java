package dev.weir.worker;

/// What is processed one after the other.
public enum Ordering {
  /// The records of one key in one partition. Records without a key wait for nobody.
  BY_KEY,
  /// All records of a partition.
  BY_PARTITION,
  /// Nothing: any record may be processed beside any other.
  NONE
}
