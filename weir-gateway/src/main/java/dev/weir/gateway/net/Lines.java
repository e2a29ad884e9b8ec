package dev.weir.gateway.net;

import dev.weir.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Takes requests whose bodies are lines, or JSON objects one after another, and answers with lines
/// while more of them come.
///
/// A [Call] and its [Reader] live on one event loop.
@FunctionalInterface
public interface Lines {
  /// Makes the reader of one request, which is let in.
  Reader open(Call call);

  /// Header fields of the answer beside those that every answer has.
  default List<Field> fields() {
    return List.of();
  }

  /// Answers with server-sent events for as long as the reader likes. A proxy that gathers answers
  /// would hold back what is to be seen now, so it is asked not to.
  static Lines events(Function<Call, Onlooker> reader) {
    return new Lines() {
      @Override
      public Reader open(Call call) {
        return reader.apply(call);
      }

      @Override
      public List<Field> fields() {
        return List.of(
            new Field("Cache-Control", "no-store"), new Field("X-Accel-Buffering", "no"));
      }

      @Override
      public Form form() {
        return Form.EVENTS;
      }
    };
  }

  /// The same with these fields.
  default Lines with(List<Field> fields) {
    var lines = this;
    return new Lines() {
      @Override
      public Reader open(Call call) {
        return lines.open(call);
      }

      @Override
      public List<Field> fields() {
        return fields;
      }

      @Override
      public Form form() {
        return lines.form();
      }
    };
  }

  /// What the body is made of.
  default Form form() {
    return Form.LINES;
  }

  /// How a body is cut into lines, which is what the pieces are called in any case.
  enum Form {
    /// Each ends with a line feed.
    LINES("application/x-ndjson") {
      @Override
      Cutter cutter(int bytesMax) {
        return new LineCutter(bytesMax);
      }
    },
    /// None: the answer alone goes on, as server-sent events.
    EVENTS("text/event-stream") {
      @Override
      Cutter cutter(int bytesMax) {
        return new LineCutter(bytesMax);
      }
    },
    /// JSON objects, with or without white space between them.
    OBJECTS("application/json") {
      @Override
      Cutter cutter(int bytesMax) {
        return new JsonCutter(bytesMax);
      }
    };

    /// Of the answer.
    final String contentType;

    Form(String contentType) {
      this.contentType = contentType;
    }

    abstract Cutter cutter(int bytesMax);

    /// Cuts a body that is there as a whole.
    public List<byte[]> pieces(byte[] body) {
      var cutter = cutter(body.length);
      cutter.feed(body);
      var pieces = new ArrayList<byte[]>();
      for (var cut = cutter.next(); cut != null; cut = cutter.next()) add(pieces, cut);
      var last = cutter.last();
      if (last != null) add(pieces, last);
      return pieces;
    }

    private static void add(List<byte[]> pieces, Cutter.Cut cut) {
      if (cut instanceof Cutter.Cut.Line(var bytes)) pieces.add(bytes);
    }
  }

  /// The server's end of one request, to be used on its event loop but for [#execute].
  interface Call {
    /// Who sends it, and what they may do.
    Caller caller();

    /// Whether the client has yet to read much of what was sent.
    boolean isFull();

    /// Sends a line, at the latest with the next flush. It has its line feed.
    void send(byte[] line);

    /// Writes what was sent and is still gathered; an end does so too.
    void flush();

    /// Answers as a whole, where nothing was sent yet, and so ends; else does nothing and answers
    /// false.
    boolean answer(Answer answer);

    /// Runs a task after a while, unless the call has ended by then. One task at a time.
    void later(Duration delay, Runnable task);

    /// Ends the answer after all that was sent. The reader hears nothing more.
    void end();

    /// Ends the connection instead, so that the client sees that it has not all. The reader hears
    /// nothing more.
    void breakOff();

    /// Reads no more until `resume`; what was read before may still arrive.
    void pause();

    void resume();

    /// Runs a task on the request's event loop: at once if that is where the caller is.
    void execute(Runnable task);
  }

  /// What becomes of the lines of one request. Called on its event loop.
  interface Reader {
    /// The longest line that is read, without its line feed. Asked once, at the beginning.
    int lineBytesMax();

    /// A line without its line feed. The array is the reader's from here on.
    void received(byte[] line);

    /// A line that is longer than may be is skipped.
    void oversized();

    /// There is no room for the line that the client has begun to send, or it holds room that
    /// others want while it sends nothing. It was thrown away with all that follows.
    void noRoom();

    /// The client sends nothing more and waits for its answers.
    void ended();

    /// The client has gone, and nobody reads any answer.
    void cancelled();

    /// A call that was full has room again.
    void writable();

    /// The port closes: the answer should end soon.
    void stopping();
  }

  /// The reader of a request without a body: [#ended] comes at once, and the answer goes on. What a
  /// client sends all the same means nothing.
  interface Onlooker extends Reader {
    int SKIPPED_BYTES_MAX = 1 << 10;

    @Override
    default int lineBytesMax() {
      return SKIPPED_BYTES_MAX;
    }

    @Override
    default void received(byte[] line) {}

    @Override
    default void oversized() {}

    @Override
    default void noRoom() {
      stopping();
    }
  }
}
