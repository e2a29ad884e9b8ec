package dev.weir;

/// How safe a message must be before its caller is answered. There is no protocol-specific level.
public enum Acks {
  /// Accepted in memory: a crash may lose it, and the answer says so.
  MEMORY,
  /// Acknowledged by Kafka, by all in-sync replicas.
  KAFKA
}
