package dev.weir.gateway.rest.schema;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.util.List;

/// Which message of its file a record is: the place of the outermost one, then that of the one in
/// it, and so on, as zig-zag numbers after their count. A lone 0 stands for the first of the file.
final class ProtoIndexes {
  /// The head of the first message.
  static final byte FIRST = 0;

  private static final int NESTED_MAX = 32;

  private ProtoIndexes() {}

  /// The message that the next bytes tell.
  static Descriptor read(CodedInputStream in, FileDescriptor file) throws IOException {
    var count = in.readSInt32();
    if (count == 0) return chosen(file.getMessageTypes(), 0);
    if (count < 0 || count > NESTED_MAX) {
      throw new Misfit("%d message indexes are too many or too few".formatted(count));
    }
    var message = chosen(file.getMessageTypes(), in.readSInt32());
    for (int i = 1; i < count; i++) message = chosen(written(message), in.readSInt32());
    return message;
  }

  /// Those that stand in the file: entries of maps do not.
  private static List<Descriptor> written(Descriptor message) {
    return message.getNestedTypes().stream()
        .filter(nested -> !nested.getOptions().getMapEntry())
        .toList();
  }

  private static Descriptor chosen(List<Descriptor> all, int index) {
    if (index >= 0 && index < all.size()) return all.get(index);
    throw new Misfit("there is no message %d of %d".formatted(index, all.size()));
  }
}
