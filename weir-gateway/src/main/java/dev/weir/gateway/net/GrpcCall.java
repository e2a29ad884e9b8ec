package dev.weir.gateway.net;

import dev.weir.gateway.net.GrpcPort.Call;
import dev.weir.gateway.net.GrpcPort.Reader;
import dev.weir.gateway.net.GrpcPort.Status;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.common.GrpcMessage;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.common.MessageSizeOverflowException;
import io.vertx.grpc.server.GrpcServerRequest;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// One call on a [GrpcPort]. Lives on its event loop; only [#stop] and [#execute] are for any
/// thread.
///
/// Once it has ended or its client has gone, its reader hears nothing more, and what the client may
/// still send is read and thrown away.
final class GrpcCall implements Call {
  static final String IDENTITY = "identity";
  private static final String GZIP = "gzip";

  private final GrpcServerRequest<Buffer, Buffer> request;
  private final Context loop;
  private final Set<GrpcCall> open;
  private final Reader reader;
  private boolean over;

  private GrpcCall(
      Context loop,
      GrpcServerRequest<Buffer, Buffer> request,
      Function<Call, Reader> readers,
      Set<GrpcCall> open) {
    this.loop = loop;
    this.request = request;
    this.open = open;
    this.reader = readers.apply(this);
    open.add(this);
  }

  static void open(
      Context loop,
      GrpcServerRequest<Buffer, Buffer> request,
      Map<String, Function<Call, Reader>> methods,
      Set<GrpcCall> open) {
    var readers = methods.get(request.fullMethodName());
    if (readers == null) {
      refuse(request);
    } else {
      new GrpcCall(loop, request, readers, open).listen();
    }
  }

  private static void refuse(GrpcServerRequest<Buffer, Buffer> request) {
    request
        .response()
        .status(GrpcStatus.UNIMPLEMENTED)
        .statusMessage("There is no method " + request.fullMethodName())
        .end();
  }

  private void listen() {
    request.messageHandler(this::received);
    request.invalidMessageHandler(invalid -> {
      if (over) return;
      if (invalid instanceof MessageSizeOverflowException tooLarge) {
        reader.oversized(tooLarge.messageSize());
      } else {
        end(Status.INVALID_ARGUMENT, "The message cannot be read: " + invalid);
      }
    });
    request.endHandler(_ -> {
      if (!over) reader.ended();
    });
    request.errorHandler(_ -> cancelled());
    request.exceptionHandler(_ -> cancelled());
    request.response().exceptionHandler(_ -> cancelled());
    request
        .response()
        .drainHandler(_ -> {
          if (!over) reader.writable();
        });
  }

  private void received(GrpcMessage message) {
    if (over) return;
    switch (message.encoding()) {
      case IDENTITY -> reader.received(message.payload().getBytes());
      case GZIP -> unzip(message.payload().getBytes());
      default ->
          end(
              Status.UNIMPLEMENTED,
              "Compression " + message.encoding() + " is not known; use gzip");
    }
  }

  private void unzip(byte[] zipped) {
    switch (Gunzip.atMost(GrpcPort.MESSAGE_BYTES_MAX, zipped)) {
      case Gunzip.Plain(var bytes) -> reader.received(bytes);
      case Gunzip.TooLarge _ -> reader.oversized(GrpcPort.MESSAGE_BYTES_MAX + 1L);
      case Gunzip.Broken(var why) ->
          end(Status.INVALID_ARGUMENT, "The message cannot be uncompressed: " + why);
    }
  }

  private void cancelled() {
    if (over) return;
    finish();
    reader.cancelled();
  }

  private void finish() {
    over = true;
    open.remove(this);
  }

  void stop() {
    execute(() -> {
      if (!over) reader.stopping();
    });
  }

  @Override
  public boolean isFull() {
    return !over && request.response().writeQueueFull();
  }

  @Override
  public void send(byte[] message) {
    if (!over) request.response().write(Buffer.buffer(message));
  }

  @Override
  public void end(Status status, String text) {
    if (over) return;
    finish();
    var response = request.response();
    response.status(GrpcStatus.valueOf(status.code)).statusMessage(text);
    // A client in the middle of sending would keep its half open; this closes it, and does nothing
    // if the client is through.
    response.end().onComplete(_ -> response.cancel());
    request.resume();
  }

  @Override
  public void pause() {
    if (!over) request.pause();
  }

  @Override
  public void resume() {
    if (!over) request.resume();
  }

  @Override
  public void execute(Runnable task) {
    if (loop.equals(Vertx.currentContext())) {
      task.run();
    } else {
      loop.runOnContext(_ -> task.run());
    }
  }
}
