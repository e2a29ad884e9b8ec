package dev.weir.cli.bench;

import dev.weir.cli.bench.Requests.Connection;
import dev.weir.cli.bench.Requests.Request;
import dev.weir.cli.load.Clients;
import dev.weir.cli.load.Pace;
import dev.weir.cli.load.Tally;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Clients that keep a connection each and ask for the next thing when they have an answer.
final class RequestClients implements Clients.Client {
  static final String NO_CONNECTION = "no connection";

  private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Requests requests;
  private final Load load;

  /// @param requestsPerSecond of each client; 0 is as fast as may be
  record Load(Tally tally, double requestsPerSecond, Duration patience, BooleanSupplier stop) {}

  RequestClients(Requests requests, Load load) {
    this.requests = requests;
    this.load = load;
  }

  @Override
  public void run(int number) {
    var pace = Pace.of(load.requestsPerSecond);
    Connection open = null;
    for (var i = number; goesOn(); i++) {
      var due = pace.next();
      if (load.tally.window().isOver(due)) break;
      Pace.until(due, load.stop);
      open = ask(open, requests.all().get(i % requests.all().size()), due);
    }
    if (open != null) open.close();
  }

  private boolean goesOn() {
    return !load.stop.getAsBoolean()
        && !load.tally.isFutile()
        && !load.tally.window().isOver(System.nanoTime());
  }

  /// @return the connection for the next request; null where it needs a new one
  private @Nullable Connection ask(@Nullable Connection open, Request request, long due) {
    var used = open;
    try {
      if (used == null) used = requests.connect(load.patience);
      var answer = used.ask(request);
      if (answer.problem().isEmpty()) load.tally.done(due, requests.each(), request.payload());
      else load.tally.failed(requests.each(), answer.problem(), new IOException(answer.text()));
      if (!answer.last()) return used;
      used.close();
    } catch (IOException | NumberFormatException e) {
      load.tally.failed(requests.each(), kind(e), e);
      if (used != null) used.close();
      Pace.until(System.nanoTime() + AGAIN_NANOS, load.stop);
    }
    return null;
  }

  private static String kind(Exception error) {
    return switch (error) {
      case SocketTimeoutException _, HttpTimeoutException _ -> "no answer in time";
      case ConnectException _ -> NO_CONNECTION;
      case EOFException _, SocketException _ -> "connection closed";
      default -> error.getClass().getSimpleName().replace("Exception", "");
    };
  }
}
