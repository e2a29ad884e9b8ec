package dev.weir.gateway.net;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/// What does [HttpGuard] cost a request? Each round has Netty's decoder without it, with it, and
/// without it again: CPU time of one thread, the medians of [#ROUNDS] rounds.
///
/// ```
/// java -cp 'weir-bench/target/weir-bench/lib/*' dev.weir.gateway.net.GuardBench
/// ```
public final class GuardBench {
  private static final int WARM_UP_ROUNDS = 3;
  private static final int ROUNDS = 21;
  private static final int REQUESTS = 100_000;

  /// With the fields that curl sends, and as many bytes of body.
  private static final byte[] REQUEST = request();

  private GuardBench() {}

  public static void main(String[] arguments) {
    var without = new double[ROUNDS];
    var with = new double[ROUNDS];
    var added = new double[ROUNDS];
    for (var round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      var before = once(false);
      var guarded = once(true);
      var decoded = (before + once(false)) / 2;
      if (round < 0) continue;
      without[round] = decoded;
      with[round] = guarded;
      added[round] = guarded - decoded;
    }
    System.out.printf("a request of %d bytes    CPU-ns%n", REQUEST.length);
    print("decoder", without);
    print("guard and decoder", with);
    print("the guard adds", added);
  }

  private static void print(String name, double[] all) {
    Arrays.sort(all);
    System.out.printf(
        "%-22s %,8.0f  (%,.0f to %,.0f)%n", name, all[ROUNDS / 2], all[0], all[ROUNDS - 1]);
  }

  /// On one connection, a request after the other.
  private static double once(boolean guarded) {
    var threads = ManagementFactory.getThreadMXBean();
    var channel = new EmbeddedChannel(new HttpRequestDecoder());
    if (guarded) HttpGuard.place(channel, Duration.ofMinutes(1));
    var begun = threads.getCurrentThreadCpuTime();
    for (var i = 0; i < REQUESTS; i++) {
      channel.writeInbound(PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes(REQUEST));
      take(channel);
    }
    var taken = threads.getCurrentThreadCpuTime() - begun;
    channel.finishAndReleaseAll();
    return (double) taken / REQUESTS;
  }

  /// What the decoder made of it: it has to be whole.
  private static void take(EmbeddedChannel channel) {
    var whole = false;
    for (var part = channel.readInbound(); part != null; part = channel.readInbound()) {
      if (part instanceof LastHttpContent last) {
        whole = last.decoderResult().isSuccess();
        last.release();
      }
    }
    if (!whole) throw new IllegalStateException("The request was not understood");
  }

  private static byte[] request() {
    var body = "{\"records\":[{\"topic\":\"rides\",\"data\":\"%s\"}]}".formatted("x".repeat(157));
    var head =
        """
        POST /push HTTP/1.1
        Host: weir.example.com:8082
        User-Agent: curl/8.14.1
        Accept: */*
        Authorization: Bearer weir_k3TkX5rr2n8pjWv0Ftb7sXgUv1A2Cq9dE4hY6mNzBfo
        Content-Type: application/json
        Content-Length: %d

        """
            .formatted(body.length())
            .replace("\n", "\r\n");
    return (head + body).getBytes(StandardCharsets.US_ASCII);
  }
}
