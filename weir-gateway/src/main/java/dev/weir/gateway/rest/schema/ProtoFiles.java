package dev.weir.gateway.rest.schema;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Links a `.proto` file with those that it imports. Used once, by one thread.
final class ProtoFiles {
  /// Those that every compiler brings.
  private static final Map<String, FileDescriptor> GOOGLES =
      Stream.of(
              AnyProto.getDescriptor(),
              ApiProto.getDescriptor(),
              DescriptorProtos.getDescriptor(),
              DurationProto.getDescriptor(),
              EmptyProto.getDescriptor(),
              FieldMaskProto.getDescriptor(),
              SourceContextProto.getDescriptor(),
              StructProto.getDescriptor(),
              TimestampProto.getDescriptor(),
              TypeProto.getDescriptor(),
              WrappersProto.getDescriptor())
          .collect(Collectors.toUnmodifiableMap(FileDescriptor::getFullName, Function.identity()));

  /// Those that Confluent's tools bring: one has options alone, which say nothing of bytes.
  private static final Map<String, String> CONFLUENTS =
      Map.of(
          "confluent/meta.proto",
          "syntax = \"proto3\"; package confluent;",
          "confluent/type/decimal.proto",
          "syntax = \"proto3\"; package confluent.type; message Decimal {"
              + " bytes value = 1; uint32 precision = 2; int32 scale = 3; }");

  private final Map<String, String> texts;
  private final Map<String, FileDescriptor> linked = new HashMap<>(GOOGLES);
  private final Set<String> underWay = new HashSet<>();

  private ProtoFiles(Map<String, String> texts) {
    this.texts = texts;
  }

  /// Throws [BadSchema].
  ///
  /// @param references the imported files by the names that they are imported under
  static FileDescriptor link(String text, Map<String, String> references) {
    return new ProtoFiles(references).link("schema.proto", text, 0);
  }

  private FileDescriptor link(String name, String text, int depth) {
    if (depth > Trees.DEPTH_MAX) throw new BadSchema("imports go too deep");
    var file = read(name, text);
    var imported = new FileDescriptor[file.getDependencyCount()];
    for (int i = 0; i < imported.length; i++) imported[i] = imported(file.getDependency(i), depth);
    try {
      return FileDescriptor.buildFrom(file, imported);
    } catch (DescriptorValidationException e) {
      throw new BadSchema(String.valueOf(e.getMessage()));
    }
  }

  private FileDescriptor imported(String name, int depth) {
    var known = linked.get(name);
    if (known != null) return known;
    var text = text(name);
    if (text == null) {
      throw new BadSchema("it imports %s, which is not among its references".formatted(name));
    }
    if (!underWay.add(name)) throw new BadSchema("%s imports itself".formatted(name));
    var file = link(name, text, depth + 1);
    linked.put(name, file);
    return file;
  }

  private @Nullable String text(String name) {
    var text = texts.get(name);
    return text == null ? CONFLUENTS.get(name) : text;
  }

  /// Some clients register the descriptor itself, in base64.
  private static FileDescriptorProto read(String name, String text) {
    var descriptor = descriptor(text);
    return descriptor == null
        ? ProtoParser.read(name, text)
        : descriptor.toBuilder().setName(name).build();
  }

  private static @Nullable FileDescriptorProto descriptor(String text) {
    try {
      return FileDescriptorProto.parseFrom(Base64.getDecoder().decode(text.strip()));
    } catch (IllegalArgumentException | InvalidProtocolBufferException _) {
      return null; // it is text: none of a file is base64, as that has neither space nor brace
    }
  }
}
