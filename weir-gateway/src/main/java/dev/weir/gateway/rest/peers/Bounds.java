package dev.weir.gateway.rest.peers;

import dev.weir.delivery.Budget;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/// How long an answer of another gateway may take, and how large it may be. It counts as memory in
/// use as it comes, until it is given back.
final class Bounds implements BodyHandler<byte[]>, AutoCloseable {
  private static final int FIRST_BYTES = 8 << 10;

  private final long bytesMax;
  private final Duration atMost;
  private final Budget budget;

  /// These two are guarded by `this`.
  private long owedBytes;

  private boolean ended;

  /// @param budget it is counted in
  Bounds(long bytesMax, Duration atMost, Budget budget) {
    this.atMost = atMost;
    this.bytesMax = Math.min(bytesMax, Integer.MAX_VALUE - 8);
    this.budget = budget;
  }

  Duration atMost() {
    return atMost;
  }

  @Override
  public BodySubscriber<byte[]> apply(ResponseInfo response) {
    var length = response.headers().firstValueAsLong("Content-Length").orElse(FIRST_BYTES);
    return new Whole((int) Math.clamp(length, 0, bytesMax));
  }

  /// What still comes after the end is thrown away, and soon.
  private synchronized void owe(long bytes) {
    if (ended) return;
    owedBytes += bytes;
    budget.owe(bytes);
  }

  /// The answer is where it is counted by others.
  @Override
  public synchronized void close() {
    ended = true;
    budget.giveBack(owedBytes);
    owedBytes = 0;
  }

  /// A body, as it comes. The library calls one method at a time.
  private final class Whole implements BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private @Nullable Subscription subscription;
    private byte[] bytes;
    private int length;

    Whole(int announced) {
      owe(announced);
      bytes = new byte[announced];
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return whole;
    }

    @Override
    public void onSubscribe(Subscription coming) {
      subscription = coming;
      coming.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (var buffer : buffers) {
        if (!room(buffer.remaining())) return;
        var more = buffer.remaining();
        buffer.get(bytes, length, more);
        length += more;
      }
    }

    private boolean room(int more) {
      var needed = (long) length + more;
      if (needed <= bytes.length) return true;
      if (needed > bytesMax) {
        if (subscription != null) subscription.cancel();
        whole.completeExceptionally(
            new IOException("the answer has more than %,d bytes".formatted(bytesMax)));
        return false;
      }
      var grown = (int) Math.min(bytesMax, Math.max(needed, 2L * bytes.length));
      owe(grown - bytes.length);
      bytes = Arrays.copyOf(bytes, grown);
      return true;
    }

    @Override
    public void onError(Throwable failure) {
      whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      whole.complete(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
    }
  }
}
