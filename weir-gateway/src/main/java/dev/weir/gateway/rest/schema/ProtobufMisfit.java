package dev.weir.gateway.rest.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import org.jspecify.annotations.Nullable;

/// Finds where JSON does not fit a message, as protobuf's reader does not tell: a part that fails
/// alone is the place, or holds it.
record ProtobufMisfit(JsonFormat.Parser parser) {
  private static final String GOOGLES = "google.protobuf.";

  /// Larger ones are not looked through, as each level is read again.
  private static final int BYTES_MAX = 256 << 10;

  /// @param failure that of the whole
  Misfit of(Descriptor type, byte[] json, InvalidProtocolBufferException failure) {
    return json.length > BYTES_MAX
        ? new Misfit(text(failure))
        : of(type, Trees.read(json), failure);
  }

  private Misfit of(Descriptor type, JsonNode json, InvalidProtocolBufferException failure) {
    if (json.isObject() && !type.getFullName().startsWith(GOOGLES)) {
      for (var entry : json.properties()) {
        var misfit = in(type, entry.getKey(), entry.getValue());
        if (misfit != null) return misfit;
      }
    }
    return new Misfit(text(failure));
  }

  private @Nullable Misfit in(Descriptor type, String name, JsonNode value) {
    var failure = failure(type, name, value.toString());
    if (failure == null) return null;
    var field = field(type, name);
    if (field == null) return new Misfit(text(failure)).in(name);
    return of(field, name, value, failure).in(name);
  }

  private Misfit of(
      FieldDescriptor field, String name, JsonNode value, InvalidProtocolBufferException failure) {
    if (field.isRepeated() && value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        var one = failure(field.getContainingType(), name, "[" + value.get(i) + "]");
        if (one != null) return single(field, value.get(i), one).at(i);
      }
    }
    return field.isRepeated() ? new Misfit(text(failure)) : single(field, value, failure);
  }

  private Misfit single(
      FieldDescriptor field, JsonNode value, InvalidProtocolBufferException failure) {
    return field.getJavaType() == JavaType.MESSAGE
        ? of(field.getMessageType(), value, failure)
        : new Misfit(text(failure));
  }

  private @Nullable InvalidProtocolBufferException failure(
      Descriptor type, String name, String value) {
    try {
      parser.merge(
          "{%s:%s}".formatted(TextNode.valueOf(name), value), DynamicMessage.newBuilder(type));
      return null;
    } catch (InvalidProtocolBufferException e) {
      return e;
    }
  }

  private static @Nullable FieldDescriptor field(Descriptor type, String name) {
    for (var field : type.getFields()) {
      if (field.getName().equals(name) || field.getJsonName().equals(name)) return field;
    }
    return null;
  }

  private static String text(InvalidProtocolBufferException failure) {
    return Misfit.shown(String.valueOf(failure.getMessage()));
  }
}
