package dev.weir.worker.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.worker.Codec;
import java.io.IOException;

/// JSON by Jackson.
final class Json<T> implements Codec<T> {
  private final ObjectReader reader;
  private final ObjectWriter writer;
  private final String what;

  private Json(JavaType type, ObjectMapper mapper) {
    this.reader = mapper.readerFor(type).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    this.writer = mapper.writerFor(type);
    this.what = "JSON of " + type.toCanonical();
  }

  static <T> Json<T> of(Class<T> type, ObjectMapper mapper) {
    return new Json<>(mapper.constructType(type), mapper);
  }

  static <T> Json<T> of(TypeReference<T> type, ObjectMapper mapper) {
    return new Json<>(mapper.constructType(type), mapper);
  }

  /// Buffers are used again by whatever thread comes next: each attempt has a new one.
  static ObjectMapper mapper() {
    var factory =
        JsonFactory.builder().recyclerPool(JsonRecyclerPools.newConcurrentDequePool()).build();
    return JsonMapper.builder(factory)
        .findAndAddModules()
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .build();
  }

  @Override
  public byte[] encode(Context context, T value) {
    try {
      return writer.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw Misfit.written(context, what, e);
    }
  }

  @Override
  public T decode(Context context, byte[] bytes) {
    T value;
    try {
      value = reader.readValue(bytes);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw Misfit.of(context, what, e);
    }
    // A record without a value is a tombstone; the word null is a value that is none.
    if (value == null) throw Misfit.of(context, what, "it is null");
    return value;
  }
}
