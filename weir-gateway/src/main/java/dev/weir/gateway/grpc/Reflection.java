package dev.weir.gateway.grpc;

import dev.weir.gateway.net.GrpcPort;
import dev.weir.gateway.net.GrpcPort.Status;
import org.jspecify.annotations.Nullable;

/// One `ServerReflectionInfo` call, by which tools such as grpcurl learn what there is. Each
/// request has one answer. Lives on the call's event loop.
///
/// | message | field | meaning |
/// |---|---|---|
/// | `ServerReflectionRequest` | 1 | host |
/// | | 3, 4 | wanted: the file of this name; the file that has this symbol |
/// | | 5, 6 | wanted: the file that has this extension; all extensions of a message |
/// | | 7 | wanted: the services |
/// | `ServerReflectionResponse` | 1, 2 | host; the request |
/// | | 4 | files, each in field 1 |
/// | | 5 | extensions: the message in field 1, the numbers in field 2 |
/// | | 6 | services, each in field 1, its name in field 1 |
/// | | 7 | error: its code in field 1, its text in field 2 |
record Reflection(GrpcPort.Call call, Descriptors descriptors) implements Asking {
  private static final int HOST = 1;
  private static final int FILE_BY_NAME = 3;
  private static final int FILE_BY_SYMBOL = 4;
  private static final int FILE_BY_EXTENSION = 5;
  private static final int EXTENSIONS = 6;
  private static final int SERVICES = 7;
  private static final int REQUEST = 2;
  private static final int FILES_TOLD = 4;
  private static final int EXTENSIONS_TOLD = 5;
  private static final int SERVICES_TOLD = 6;
  private static final int ERROR_TOLD = 7;

  /// gRPC's code for it.
  private static final int NOT_FOUND = 5;

  @Override
  public void asked(ProtoFields question) {
    var request = question.all();
    var host = "";
    ProtoWriter answer = null;
    while (question.next()) {
      if (question.is(HOST, ProtoFields.BYTES)) {
        host = question.text();
      } else if (answer == null) {
        answer = answer(question);
      }
    }
    if (answer == null || question.malformed()) {
      end(new Answer.End(Status.INVALID_ARGUMENT, "The request asks for nothing that is known"));
    } else {
      var head = new ProtoWriter();
      if (!host.isEmpty()) head.text(HOST, host);
      call.send(head.bytes(REQUEST, request).then(answer).bytes());
      if (call.isFull()) call.pause(); // answers are longer than questions
    }
  }

  @Override
  public void writable() {
    call.resume();
  }

  /// Answers null for a field that asks for nothing.
  private @Nullable ProtoWriter answer(ProtoFields asked) {
    if (asked.is(FILE_BY_NAME, ProtoFields.BYTES)) {
      return file(descriptors.file(asked.text()), "file", asked.text());
    }
    if (asked.is(FILE_BY_SYMBOL, ProtoFields.BYTES)) {
      return file(descriptors.fileOf(asked.text()), "symbol", asked.text());
    }
    if (asked.is(FILE_BY_EXTENSION, ProtoFields.BYTES)) {
      return notFound("extension of", asked.nested().text(1));
    }
    if (asked.is(EXTENSIONS, ProtoFields.BYTES)) return extensions(asked.text());
    return asked.is(SERVICES, ProtoFields.BYTES) ? services() : null;
  }

  private static ProtoWriter file(byte @Nullable [] file, String kind, String name) {
    return file == null
        ? notFound(kind, name)
        : new ProtoWriter().bytes(FILES_TOLD, new ProtoWriter().bytes(1, file).bytes());
  }

  /// There are none, but of what?
  private ProtoWriter extensions(String message) {
    return descriptors.isMessage(message)
        ? new ProtoWriter().bytes(EXTENSIONS_TOLD, new ProtoWriter().text(1, message).bytes())
        : notFound("message", message);
  }

  private ProtoWriter services() {
    var names = new ProtoWriter();
    for (var name : descriptors.services()) {
      names.bytes(1, new ProtoWriter().text(1, name).bytes());
    }
    return new ProtoWriter().bytes(SERVICES_TOLD, names.bytes());
  }

  private static ProtoWriter notFound(String kind, String name) {
    var error = new ProtoWriter().number(1, NOT_FOUND);
    error.text(2, "There is no %s %s here".formatted(kind, name));
    return new ProtoWriter().bytes(ERROR_TOLD, error.bytes());
  }

  @Override
  public void ended() {
    end(Answer.DONE);
  }
}
