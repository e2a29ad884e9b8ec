package dev.weir.gateway.rest.schema;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Files that come both as text and as protoc's compiler has read them: we read the same.
@Timeout(30)
class ProtoFilesTest {
  static List<FileDescriptor> compiled() {
    return List.of(
        DescriptorProtos.getDescriptor(),
        AnyProto.getDescriptor(),
        ApiProto.getDescriptor(),
        StructProto.getDescriptor(),
        TimestampProto.getDescriptor(),
        TypeProto.getDescriptor(),
        WrappersProto.getDescriptor());
  }

  @ParameterizedTest
  @MethodSource("compiled")
  void text_is_read_as_the_compiler_reads_it(FileDescriptor compiled) throws Exception {
    var read = ProtoFiles.link(text("/" + compiled.getFullName()), Map.of());

    assertThat(told(read)).isEqualTo(told(compiled));
  }

  private static String text(String resource) throws IOException {
    try (var in = requireNonNull(Message.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String told(FileDescriptor file) {
    return file.getMessageTypes().stream().map(ProtoFilesTest::told).collect(Collectors.joining())
        + file.getEnumTypes().stream().map(ProtoFilesTest::told).collect(Collectors.joining());
  }

  private static String told(Descriptor message) {
    return "message %s\n".formatted(message.getFullName())
        + message.getFields().stream().map(ProtoFilesTest::told).collect(Collectors.joining())
        + message.getNestedTypes().stream().map(ProtoFilesTest::told).collect(Collectors.joining())
        + message.getEnumTypes().stream().map(ProtoFilesTest::told).collect(Collectors.joining());
  }

  private static String told(EnumDescriptor type) {
    return "enum %s %s\n"
        .formatted(
            type.getFullName(),
            type.getValues().stream().map(value -> value + "=" + value.getNumber()).toList());
  }

  private static String told(FieldDescriptor field) {
    var of =
        switch (field.getJavaType()) {
          case MESSAGE -> field.getMessageType().getFullName();
          case ENUM -> field.getEnumType().getFullName();
          default -> "";
        };
    var choice = field.getContainingOneof();
    var isSimple = field.getJavaType() != JavaType.MESSAGE && !field.isRepeated();
    return "  %s %s %s %d repeated=%s required=%s packed=%s presence=%s json=%s of=%s default=%s%n"
        .formatted(
            field.getType(),
            of,
            field.getName(),
            field.getNumber(),
            field.isRepeated(),
            field.isRequired(),
            field.isPacked(),
            field.hasPresence(),
            field.getJsonName(),
            choice == null ? "" : choice.getName(),
            isSimple ? field.getDefaultValue() : "");
  }
}
