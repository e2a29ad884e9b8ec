package dev.weir.config;

/// `limits:` — what bounds the memory of the process.
///
/// @param memory bytes of requests and messages that may be in the gateway at one time
/// @param messageBytes the largest message, counting key, value and headers
/// @param inFlight how many messages may be in the gateway at one time
/// @param requestBytes the largest body of one request
public record LimitsConfig(long memory, int messageBytes, int inFlight, int requestBytes) {
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;

  static LimitsConfig read(Section section) {
    return new LimitsConfig(
        section.size("memory", defaultMemory(), MIB, 1024 * GIB),
        (int) section.size("message-bytes", "1MB", 1, GIB),
        section.count("in-flight", 100_000, 1, 10_000_000),
        (int) section.size("request-bytes", "16MB", 1, GIB));
  }

  /// A quarter of the heap, at most 256 MiB: a message stands up to three times on its way (the
  /// request, the message, Kafka's buffer).
  private static String defaultMemory() {
    return Math.clamp(Runtime.getRuntime().maxMemory() / 4 / MIB, 1, 256) + "MB";
  }
}
