package dev.weir.cli.message;

import java.util.List;

/// A piece of a [Format].
sealed interface Part {
  /// Where it begins in the format's text, from 1.
  int at();

  /// What a number tells.
  enum Count {
    PARTITION,
    OFFSET,
    TIMESTAMP,
    EPOCH,
    RUNNING,
    TOPIC_LENGTH,
    KEY_LENGTH,
    VALUE_LENGTH,
    HEADERS;

    boolean isLength() {
      return this == TOPIC_LENGTH || this == KEY_LENGTH || this == VALUE_LENGTH;
    }
  }

  /// What bytes are; of a header, the key is its name.
  enum Field {
    TOPIC,
    KEY,
    VALUE
  }

  /// The sign itself.
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Literal(byte[] bytes, int at) implements Part {}

  record Numeric(Count of, NumberShape shape, int at) implements Part {}

  record Data(Field of, Shapes shapes, int at) implements Part {}

  record Time(TimeShape shape, int at) implements Part {}

  /// All headers as `a=1,b=2`; the shapes are their values'.
  record Headers(Shapes shapes, int at) implements Part {}

  /// The parts once for each header.
  record EachHeader(List<Part> parts, int at) implements Part {}

  record OneHeader(String name, Shapes shapes, int at) implements Part {}
}
