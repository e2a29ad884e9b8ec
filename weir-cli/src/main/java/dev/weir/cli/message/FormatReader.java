package dev.weir.cli.message;

import dev.weir.Message;
import dev.weir.cli.message.Part.Field;
import dev.weir.cli.message.Readability.Step;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads messages by a format, one at a time: as much memory as the largest of them. One thread.
final class FormatReader implements AutoCloseable {
  private static final byte[] END = {};

  private final Readability format;
  private final InputStream in;
  private final Window window;
  private final Given given;
  private long messages;

  /// What the input leaves open.
  ///
  /// @param topic of messages that name none
  /// @param nothing how null is written; null where it is not
  /// @param zone of times without one
  public record Given(String topic, @Nullable String nothing, ZoneId zone) {
    static final Given NOTHING = new Given("", null, ZoneId.systemDefault());

    public static Given topic(String topic) {
      return new Given(topic, null, ZoneId.systemDefault());
    }

    /// With a text that stands for null.
    public Given with(String text) {
      return new Given(topic, text, zone);
    }
  }

  FormatReader(Readability format, InputStream in, Given given) {
    this.format = format;
    this.in = in;
    this.window = new Window(in);
    this.given = given;
  }

  /// The next message, or null at the end. Throws a [BadMessage], behind which it may go on.
  public @Nullable Message next() throws IOException {
    window.begin();
    if (window.isAtEnd()) return null;
    messages++;
    try {
      var draft = new Draft.OfMessage(given);
      read(format.steps(), draft, window, END);
      return draft.message();
    } catch (Misfit e) {
      throw bad(String.valueOf(e.getMessage()));
    }
  }

  private BadMessage bad(String why) throws IOException {
    var inLines = new String(format.terminator(), StandardCharsets.UTF_8).contains("\n");
    var number = inLines ? window.line() : messages;
    var bytes = window.skip(format.terminator());
    return new BadMessage(number, inLines ? "Line" : "Message", why, bytes, format.resumes());
  }

  /// @param after what comes behind them
  private void read(List<Step> steps, Draft draft, Window from, byte[] after) throws IOException {
    for (var i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      var until = i + 1 < steps.size() ? start(steps.get(i + 1).part()) : after;
      switch (step.part()) {
        case Part.Literal(var bytes, _) -> from.pass(bytes, isLast(bytes));
        case Part.Numeric(var of, var shape, _) -> draft.number(of, number(shape, from));
        case Part.Data(var of, var shapes, _) -> {
          var data = step.sized() ? sized(of, shapes, draft, from) : open(shapes, from, until);
          draft.data(of, data);
        }
        case Part.Time(var shape, _) -> {
          var text = text(upTo(from, until));
          if (!text.isEmpty()) draft.number(Part.Count.TIMESTAMP, shape.millis(text, given.zone()));
        }
        case Part.Headers(var shapes, _) -> draft.headers(upTo(from, until), shapes);
        case Part.OneHeader(var name, var shapes, _) ->
            draft.header(name, open(shapes, from, until), given.nothing());
        case Part.EachHeader _ -> headers(step, draft, from, until);
      }
    }
  }

  private static byte[] start(Part part) {
    return part instanceof Part.Literal(var bytes, _) ? bytes : END;
  }

  /// A file's last line may have no end.
  @SuppressWarnings("ReferenceEquality") // the same sign may stand elsewhere in the format
  private boolean isLast(byte[] bytes) {
    return bytes == format.terminator();
  }

  private static long number(NumberShape shape, Window from) throws IOException {
    return shape.isFixed() ? shape.number(from.take(shape.sizeBytes())) : from.digits();
  }

  private static byte @Nullable [] sized(Field of, Shapes shapes, Draft draft, Window from)
      throws IOException {
    var length = draft.length(of);
    if (length < 0) return null;
    return Bytes.read(from.take(Bytes.printedLength(length, shapes)), shapes);
  }

  private byte @Nullable [] open(Shapes shapes, Window from, byte[] until) throws IOException {
    if (shapes.decoded() == Decode.JSON) return Bytes.json(from);
    var bytes = upTo(from, until);
    var nothing = given.nothing();
    return nothing != null && nothing.equals(text(bytes)) ? null : Bytes.read(bytes, shapes);
  }

  /// Nothing but the last of a line goes beyond the line.
  private byte[] upTo(Window from, byte[] until) throws IOException {
    var last = isLast(until);
    return from.upTo(until, last ? END : format.terminator(), last || from != window);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void headers(Step step, Draft draft, Window from, byte[] until) throws IOException {
    var between = start(step.inner().getFirst().part());
    if (step.sized()) {
      for (var left = draft.headers(); left > 0; left--) {
        header(step, draft, from, left == 1 ? until : between);
      }
      return;
    }
    var all = new Window(new ByteArrayInputStream(upTo(from, until)));
    while (!all.isAtEnd()) header(step, draft, all, between);
  }

  private void header(Step step, Draft draft, Window from, byte[] after) throws IOException {
    var header = new Draft.OfHeader();
    read(step.inner(), header, from, after);
    draft.header(header);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
