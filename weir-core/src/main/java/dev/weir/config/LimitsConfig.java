package dev.weir.config;

import org.jspecify.annotations.Nullable;

/// `limits:` — what bounds the memory of the process.
///
/// @param memory bytes of requests and messages that may be in the gateway at one time
/// @param messageBytes the largest message, counting key, value and headers
/// @param inFlight how many messages may be in the gateway at one time
/// @param requestBytes the largest body of one request
/// @param clientRate the messages that each client may send, or null
/// @param clientRateBytes the bytes that each client may send, or null
/// @param rateClients of how many clients the rate is remembered
/// @param connections how many TCP connections may be open
/// @param connectionsPerClient the same, of one address
public record LimitsConfig(
    long memory,
    int messageBytes,
    int inFlight,
    int requestBytes,
    @Nullable Rate clientRate,
    @Nullable Rate clientRateBytes,
    int rateClients,
    int connections,
    int connectionsPerClient) {
  private static final int CLIENTS = 10_000;
  private static final int CONNECTIONS = 10_000;
  private static final int CONNECTIONS_PER_CLIENT = 5_000;
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;

  /// Without limits for clients.
  public LimitsConfig(long memory, int messageBytes, int inFlight, int requestBytes) {
    this(
        memory,
        messageBytes,
        inFlight,
        requestBytes,
        null,
        null,
        CLIENTS,
        CONNECTIONS,
        CONNECTIONS_PER_CLIENT);
  }

  static LimitsConfig read(Section section) {
    var memory = section.size("memory", defaultMemory(), MIB, 1024 * GIB);
    var limits =
        new LimitsConfig(
            memory,
            (int) section.size("message-bytes", smaller("1MB", memory / 8), 1, GIB),
            section.count("in-flight", 100_000, 1, 10_000_000),
            (int) section.size("request-bytes", smaller("16MB", memory / 4), 1, GIB),
            section.rate("client-rate"),
            section.byteRate("client-rate-bytes"),
            section.count("rate-clients", CLIENTS, 1, 10_000_000),
            section.count("connections", CONNECTIONS, 1, 10_000_000),
            section.count("connections-per-client", CONNECTIONS_PER_CLIENT, 1, 10_000_000));
    section.check(limits::fit);
    return limits;
  }

  /// What could never be taken in must not be told to come again later.
  private void fit() {
    if (messageBytes > memory / 8) {
      throw new IllegalArgumentException(
          "limits.message-bytes may be an eighth of limits.memory at most: a message stands there"
              + " in its request, perhaps escaped, and by itself");
    }
    if (requestBytes > memory / 2) {
      throw new IllegalArgumentException(
          "limits.request-bytes may be half of limits.memory at most: what is read of a request"
              + " stands there beside the messages in it");
    }
  }

  private static String smaller(String size, long limitBytes) {
    return Values.size(size, 1, GIB) <= limitBytes ? size : limitBytes / 1024 + "KB";
  }

  /// A quarter of the heap, at most 256 MiB: a message stands up to three times on its way (the
  /// request, the message, Kafka's buffer).
  private static String defaultMemory() {
    return Math.clamp(Runtime.getRuntime().maxMemory() / 4 / MIB, 1, 256) + "MB";
  }
}
