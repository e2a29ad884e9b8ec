package dev.weir.gateway.rest.produce;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.gateway.rest.schema.Schema;
import dev.weir.gateway.rest.schema.SchemaChoice;
import dev.weir.gateway.rest.schema.Schemas;
import dev.weir.gateway.web.Format;
import dev.weir.gateway.web.RestException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Schemas that put the name of their side before the JSON, and note who asked for them. They
/// refuse what has the word `misfit` in it.
final class ListedSchemas implements Schemas {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Boolean> virtual = new CopyOnWriteArrayList<>();

  /// As `VALUE t AVRO text`.
  List<String> asked() {
    return asked;
  }

  /// Whether each came on a thread that may block.
  List<Boolean> virtual() {
    return virtual;
  }

  @Override
  public Schema schema(@Nullable Format format, Side side, String topic, SchemaChoice choice) {
    virtual.add(Thread.currentThread().isVirtual());
    asked.add(
        "%s %s %s %s"
            .formatted(side, topic, format, choice.text() == null ? choice.id() : choice.text()));
    return new Named(side);
  }

  @Override
  public byte[] decode(Format format, byte[] framed) {
    throw new UnsupportedOperationException("nobody reads here");
  }

  private record Named(Side side) implements Schema {
    @Override
    public Format format() {
      return Format.AVRO;
    }

    @Override
    public int id() {
      return side == Side.KEY ? 1 : 2;
    }

    @Override
    public String subject() {
      return "subject-" + side;
    }

    @Override
    public Integer version() {
      return 3;
    }

    @Override
    public byte[] encode(byte[] json) {
      var text = new String(json, UTF_8);
      if (text.contains("misfit")) throw new RestException(422, 42_203, "It does not fit");
      return (side + text).getBytes(UTF_8);
    }
  }
}
