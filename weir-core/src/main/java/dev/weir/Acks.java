package dev.weir;

/// How safe a message must be before its caller is answered, weakest first. There is no
/// protocol-specific level.
public enum Acks {
  /// Accepted in memory: a crash may lose it, and the answer says so.
  MEMORY,
  /// Safe on this machine's disk, or acknowledged by the sink, whichever comes first.
  JOURNAL,
  /// Acknowledged by the sink; for Kafka by all in-sync replicas.
  KAFKA
}
