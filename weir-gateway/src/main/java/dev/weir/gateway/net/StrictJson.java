package dev.weir.gateway.net;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

/// How JSON of strangers is read, wherever it comes in: what they write has bounds, and is UTF-8.
///
/// A string has none of its own, for whoever reads bounds the whole.
public final class StrictJson {
  public static final int DEPTH_MAX = 64;

  private static final int NUMBER_LENGTH_MAX = 1_000;
  private static final int NAME_LENGTH_MAX = 10_000;

  private StrictJson() {}

  /// For a reader that sees to repeated names itself.
  public static JsonFactoryBuilder builder() {
    return builder(DEPTH_MAX);
  }

  /// The same, for values that are passed on.
  public static JsonFactoryBuilder builder(int depthMax) {
    return (JsonFactoryBuilder)
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(depthMax)
                    .maxNumberLength(NUMBER_LENGTH_MAX)
                    .maxNameLength(NAME_LENGTH_MAX)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.CHARSET_DETECTION) // JSON between systems is UTF-8
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES); // clients choose the names
  }

  /// For what must not have one name twice.
  public static JsonFactory unrepeated() {
    return builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  }
}
