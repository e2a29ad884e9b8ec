package dev.weir.gateway.tracing;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Spans as an `ExportTraceServiceRequest` of OpenTelemetry's protocol, whose fields are these:
///
/// ```text
/// request        1 resource spans
/// resource spans 1 resource (1 attribute), 2 scope spans
/// scope spans    1 scope (1 name, 2 version), 2 span
/// span           1 trace id, 2 span id, 4 parent's id, 5 name, 6 kind, 7 begin, 8 end,
///                9 attribute, 15 status (2 message, 3 code: 2 is an error)
/// attribute      1 key, 2 value (1 text, 2 boolean, 3 whole number)
/// ```
///
/// Pure.
final class Otlp {
  private static final int ERROR = 2;
  private static final HexFormat HEX = HexFormat.of();

  private final byte[] resource;
  private final byte[] scope;

  /// @param resource what is said of the process
  Otlp(Map<String, String> resource, String version) {
    this.resource =
        message(out -> {
          for (var attribute : resource.entrySet()) {
            out.writeByteArray(1, attribute(attribute.getKey(), attribute.getValue()));
          }
        });
    this.scope =
        message(out -> {
          out.writeString(1, "dev.weir");
          out.writeString(2, version);
        });
  }

  byte[] request(List<Finished> spans) {
    var ofScope =
        message(out -> {
          out.writeByteArray(1, scope);
          for (var span : spans) out.writeByteArray(2, span(span));
        });
    var ofResource =
        message(out -> {
          out.writeByteArray(1, resource);
          out.writeByteArray(2, ofScope);
        });
    return message(out -> out.writeByteArray(1, ofResource));
  }

  private static byte[] span(Finished span) {
    return message(out -> {
      out.writeByteArray(1, HEX.parseHex(span.traceId()));
      out.writeByteArray(2, HEX.parseHex(span.spanId()));
      if (span.parentId() != null) out.writeByteArray(4, HEX.parseHex(span.parentId()));
      out.writeString(5, span.name());
      out.writeEnum(6, span.kind().number);
      out.writeFixed64(7, span.times().begunNanos());
      out.writeFixed64(8, span.times().endedNanos());
      for (var attribute : span.attributes().entrySet()) {
        out.writeByteArray(9, attribute(attribute.getKey(), attribute.getValue()));
      }
      var error = span.error();
      if (error != null) out.writeByteArray(15, status(error));
    });
  }

  private static byte[] status(String error) {
    return message(out -> {
      out.writeString(2, error);
      out.writeEnum(3, ERROR);
    });
  }

  private static byte[] attribute(String key, Object value) {
    return message(out -> {
      out.writeString(1, key);
      out.writeByteArray(2, value(value));
    });
  }

  private static byte[] value(Object value) {
    return message(out -> {
      switch (value) {
        case Boolean yes -> out.writeBool(2, yes);
        case Long number -> out.writeInt64(3, number);
        default -> out.writeString(1, value.toString());
      }
    });
  }

  @FunctionalInterface
  private interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Writing writing) {
    var bytes = new ByteArrayOutputStream();
    try {
      var out = CodedOutputStream.newInstance(bytes);
      writing.to(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of an array in memory: never
    }
    return bytes.toByteArray();
  }
}
