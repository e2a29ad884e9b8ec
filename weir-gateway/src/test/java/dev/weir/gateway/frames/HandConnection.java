package dev.weir.gateway.frames;

import dev.weir.Caller;
import dev.weir.gateway.net.UnixPort;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A connection whose time the test lets pass, and which keeps what is written.
final class HandConnection implements UnixPort.Connection {
  private record Timer(Duration delay, Runnable task) {}

  private final List<Timer> timers = new ArrayList<>();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  boolean paused;
  boolean closed;
  boolean full;

  /// How often something was written.
  int writes;

  Duration lastDelay() {
    return timers.getLast().delay();
  }

  void passTime() {
    timers.removeLast().task().run();
  }

  byte[] written() {
    return written.toByteArray();
  }

  @Override
  public Caller caller() {
    return Caller.anybody("unix:hand");
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
  }

  @Override
  public void send(byte[] bytes) {
    writes++;
    written.writeBytes(bytes);
  }

  @Override
  public boolean isFull() {
    return full;
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public void closeWhenSilent() {
    closed = true;
  }

  @Override
  public void execute(Runnable task) {
    task.run();
  }

  @Override
  public Runnable after(Duration delay, Runnable task) {
    var timer = new Timer(delay, task);
    timers.add(timer);
    return () -> timers.remove(timer);
  }
}
