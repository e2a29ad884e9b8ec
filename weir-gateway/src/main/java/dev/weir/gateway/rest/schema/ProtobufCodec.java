package dev.weir.gateway.rest.schema;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UninitializedMessageException;
import com.google.protobuf.util.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Protobuf, and JSON by protobuf's own mapping. What is written is the first message of the file.
final class ProtobufCodec implements Codec {
  private final FileDescriptor file;
  private final JsonFormat.Parser parser;
  private final JsonFormat.Printer printer;

  /// In bytes a key may come twice.
  private final boolean hasMaps;

  private ProtobufCodec(FileDescriptor file) {
    this.file = file;
    this.hasMaps = hasMaps(file);
    var types = types(file);
    this.parser = JsonFormat.parser().usingTypeRegistry(types);
    this.printer =
        JsonFormat.printer()
            .usingTypeRegistry(types)
            .alwaysPrintFieldsWithNoPresence()
            .omittingInsignificantWhitespace();
  }

  private static boolean hasMaps(FileDescriptor file) {
    return file.getMessageTypes().stream().anyMatch(ProtobufCodec::hasMaps)
        || file.getDependencies().stream().anyMatch(ProtobufCodec::hasMaps);
  }

  private static boolean hasMaps(Descriptor message) {
    return message.getOptions().getMapEntry()
        || message.getNestedTypes().stream().anyMatch(ProtobufCodec::hasMaps);
  }

  /// What an `Any` may hold.
  private static JsonFormat.TypeRegistry types(FileDescriptor file) {
    var types = JsonFormat.TypeRegistry.newBuilder().add(file.getMessageTypes());
    for (var imported : file.getDependencies()) types.add(imported.getMessageTypes());
    return types.build();
  }

  /// @param references the imported files by the names that they are imported under
  static ProtobufCodec of(String text, Map<String, String> references) {
    var file = ProtoFiles.link(text, references);
    if (file.getMessageTypes().isEmpty()) throw new BadSchema("it has no message");
    return new ProtobufCodec(file);
  }

  private Descriptor first() {
    return file.getMessageTypes().getFirst();
  }

  @Override
  public byte[] encode(byte[] json) {
    Trees.check(json, 0); // protobuf's own reader takes more than JSON, and more deeply nested
    var message = DynamicMessage.newBuilder(first());
    try {
      parser.merge(new String(json, StandardCharsets.UTF_8), message);
      var bytes = new ByteArrayOutputStream(256);
      bytes.write(ProtoIndexes.FIRST);
      message.build().writeTo(bytes);
      return bytes.toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new ProtobufMisfit(parser).of(first(), json, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UninitializedMessageException e) {
      throw new Misfit(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public byte[] decode(byte[] framed) {
    var in = CodedInputStream.newInstance(framed, Frame.HEAD, framed.length - Frame.HEAD);
    var json = new BoundedOutput(framed.length);
    try (var text = new OutputStreamWriter(json, StandardCharsets.UTF_8)) {
      var message = DynamicMessage.parseFrom(ProtoIndexes.read(in, file), in);
      printer.appendTo(message, text);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      // The latter for what JSON has no word for, such as a Value that is no number.
      throw new Misfit(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return hasMaps ? Trees.withoutRepetition(json.toByteArray()) : json.toByteArray();
  }

  @Override
  public @Nullable String recordName() {
    return first().getFullName();
  }
}
