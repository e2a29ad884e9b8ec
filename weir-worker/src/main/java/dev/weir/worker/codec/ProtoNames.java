package dev.weir.worker.codec;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The full names of a file's messages by their places. Of a `.proto` file's text, or of its
/// compiled form in base64.
final class ProtoNames {
  private final Map<List<Integer>, String> names = new HashMap<>();

  private ProtoNames() {}

  static ProtoNames of(String schema) {
    var names = new ProtoNames();
    var compiled = compiled(schema);
    if (compiled == null) {
      var file = new ProtoOutline(schema).file();
      file.messages().forEach(message -> names.add(file.name(), List.of(), message));
    } else {
      compiled.getMessageTypeList().stream()
          .map(ProtoNames::outline)
          .forEach(message -> names.add(compiled.getPackage(), List.of(), message));
    }
    return names;
  }

  private static @Nullable FileDescriptorProto compiled(String schema) {
    try {
      return FileDescriptorProto.parseFrom(Base64.getDecoder().decode(schema.strip()));
    } catch (IllegalArgumentException | InvalidProtocolBufferException e) {
      return null; // it is text then, whose braces base64 has not
    }
  }

  private static ProtoOutline.Message outline(DescriptorProto message) {
    var outline = new ProtoOutline.Message(message.getName(), new ArrayList<>());
    message.getNestedTypeList().stream()
        .filter(nested -> !nested.getOptions().getMapEntry())
        .forEach(nested -> outline.messages().add(outline(nested)));
    return outline;
  }

  private void add(String scope, List<Integer> above, ProtoOutline.Message message) {
    var place = new ArrayList<>(above);
    place.add((int) names.keySet().stream().filter(other -> isBeside(above, other)).count());
    var name = scope.isEmpty() ? message.name() : scope + "." + message.name();
    names.put(List.copyOf(place), name);
    message.messages().forEach(nested -> add(name, place, nested));
  }

  private static boolean isBeside(List<Integer> above, List<Integer> place) {
    return place.size() == above.size() + 1 && place.subList(0, above.size()).equals(above);
  }

  /// Null where the file has none.
  @Nullable String at(Place place) {
    return names.get(place.indexes());
  }
}
