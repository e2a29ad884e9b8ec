package dev.weir.worker.codec;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.weir.worker.Codec;
import java.io.IOException;
import java.io.StringReader;

/// JSON by protobuf's own mapping.
record ProtobufJson<T extends Message>(
    T prototype, JsonFormat.Parser parser, JsonFormat.Printer printer) implements Codec<T> {

  static <T extends Message> ProtobufJson<T> of(T prototype) {
    var types = types(prototype.getDescriptorForType().getFile());
    return new ProtobufJson<>(
        prototype,
        JsonFormat.parser().usingTypeRegistry(types).ignoringUnknownFields(),
        JsonFormat.printer().usingTypeRegistry(types).omittingInsignificantWhitespace());
  }

  /// What an `Any` may hold.
  private static JsonFormat.TypeRegistry types(FileDescriptor file) {
    var types = JsonFormat.TypeRegistry.newBuilder().add(file.getMessageTypes());
    for (var imported : file.getDependencies()) types.add(imported.getMessageTypes());
    return types.build();
  }

  @Override
  public byte[] encode(Context context, T value) {
    try {
      return Plain.STRING.encode(context, printer.print(value));
    } catch (InvalidProtocolBufferException e) {
      throw Misfit.written(context, "JSON", e);
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public T decode(Context context, byte[] bytes) {
    var builder = prototype.newBuilderForType();
    var text = Plain.STRING.decode(context, bytes);
    try {
      check(text);
      parser.merge(text, builder);
      return (T) builder.build();
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw Misfit.of(context, "JSON of " + prototype.getDescriptorForType().getFullName(), e);
    }
  }

  /// Protobuf's own reader takes more than JSON, and passes over what comes after it.
  private static void check(String text) throws IOException {
    var json = new JsonReader(new StringReader(text));
    json.skipValue();
    if (json.peek() != JsonToken.END_DOCUMENT) throw new IOException("there is more behind it");
  }
}
