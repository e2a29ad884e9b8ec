package dev.weir.cli.bench;

import dev.weir.cli.load.Clients;
import dev.weir.cli.load.Pace;
import dev.weir.cli.load.Tally;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Clients that keep a connection each and ask for the next thing when they have an answer.
final class HttpClients implements Clients.Client {
  private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Target target;
  private final HttpRequests requests;
  private final Load load;

  /// @param requestsPerSecond of each client; 0 is as fast as may be
  record Load(Tally tally, double requestsPerSecond, Duration patience, BooleanSupplier stop) {}

  HttpClients(Target target, HttpRequests requests, Load load) {
    this.target = target;
    this.requests = requests;
    this.load = load;
  }

  /// One connection, and all that belongs to it.
  private record Open(Socket socket, InputStream in) implements AutoCloseable {
    static Open to(Target target, Duration patience) throws IOException {
      var millis = Math.toIntExact(patience.toMillis());
      var socket = new Socket();
      try {
        socket.connect(target.socket(), millis);
        socket.setSoTimeout(millis);
        socket.setTcpNoDelay(true);
        return new Open(socket, new BufferedInputStream(socket.getInputStream()));
      } catch (IOException e) {
        socket.close();
        throw e;
      }
    }

    HttpAnswer ask(byte[] request) throws IOException {
      socket.getOutputStream().write(request);
      return HttpAnswer.read(in);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Override
  public void run(int number) throws IOException {
    var pace = Pace.of(load.requestsPerSecond);
    Open open = null;
    try {
      for (var i = number; goesOn(); i++) {
        var due = pace.next();
        if (load.tally.window().isOver(due)) return;
        Pace.until(due, load.stop);
        open = ask(open, requests.all().get(i % requests.all().size()), due);
      }
    } finally {
      if (open != null) open.close();
    }
  }

  private boolean goesOn() {
    return !load.stop.getAsBoolean()
        && !load.tally.isFutile()
        && !load.tally.window().isOver(System.nanoTime());
  }

  /// @return the connection for the next request; null where it needs a new one
  private @Nullable Open ask(@Nullable Open open, HttpRequests.Request request, long due) {
    var used = open;
    try {
      if (used == null) used = Open.to(target, load.patience);
      var answer = used.ask(request.bytes());
      var problem = requests.problem(answer);
      if (problem.isEmpty()) load.tally.done(due, requests.each(), request.payload());
      else load.tally.failed(requests.each(), problem, new IOException(answer.body()));
      if (!answer.last()) return used;
      used.close();
    } catch (IOException | NumberFormatException e) {
      load.tally.failed(requests.each(), kind(e), e);
      abandon(used);
      Pace.until(System.nanoTime() + AGAIN_NANOS, load.stop);
    }
    return null;
  }

  private static String kind(Exception error) {
    return switch (error) {
      case SocketTimeoutException _ -> "no answer in time";
      case java.net.ConnectException _ -> "no connection";
      case java.io.EOFException _ -> "connection closed";
      case java.net.SocketException _ -> "connection closed";
      default -> error.getClass().getSimpleName().replace("Exception", "");
    };
  }

  private static void abandon(@Nullable Open open) {
    try {
      if (open != null) open.close();
    } catch (IOException e) {
      // It is of no use any more, so it does not matter how it ends.
    }
  }
}
