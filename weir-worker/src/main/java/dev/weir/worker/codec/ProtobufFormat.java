package dev.weir.worker.codec;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Message;
import dev.weir.worker.Codec.Context;
import java.util.Base64;

/// Protobuf: the place of the message in its file comes before it, and when it is read that place
/// in the writer's file must have a message of the same full name.
record ProtobufFormat<T extends Message>(Protobuf<T> codec) implements Format<T> {
  private static final String TYPE = "PROTOBUF";
  private static final String KNOWN_TO_ALL = "google/protobuf/";

  @Override
  public Object schema(T value) {
    return value.getDescriptorForType().getFile();
  }

  @Override
  public Definition definition(T value) {
    return definition(value.getDescriptorForType().getFile());
  }

  /// A registry takes the compiled form too, in base64, and makes text of it.
  private static Definition definition(FileDescriptor file) {
    var imports =
        file.getDependencies().stream()
            .filter(needed -> !needed.getName().startsWith(KNOWN_TO_ALL))
            .map(needed -> new Definition.Import(needed.getName(), definition(needed)))
            .toList();
    var text = Base64.getEncoder().encodeToString(file.toProto().toByteArray());
    return new Definition(TYPE, text, imports);
  }

  @Override
  public byte[] encode(Context context, T value) {
    return Place.of(value.getDescriptorForType()).before(value);
  }

  @Override
  public Reading<T> reading(Written schema) {
    var names = ProtoNames.of(schema.checked(TYPE).text());
    return (context, payload) -> read(context, payload, names);
  }

  private T read(Context context, byte[] payload, ProtoNames names) {
    var read = codec.placed(context, payload);
    var wanted = read.message().getDescriptorForType().getFullName();
    var written = names.at(read.place());
    if (wanted.equals(written)) return read.message();
    throw Misfit.of(
        context,
        wanted,
        written == null
            ? "its schema has no message %s".formatted(read.place().indexes())
            : "it is " + written);
  }
}
