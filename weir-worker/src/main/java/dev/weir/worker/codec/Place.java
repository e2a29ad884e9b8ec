package dev.weir.worker.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Which message of its file a message is: the place of the outermost one, then that of the one in
/// it, and so on. In bytes these are zig-zag numbers after their count; a lone 0 stands for the
/// first of the file.
record Place(List<Integer> indexes) {
  private static final Place FIRST = new Place(List.of(0));
  private static final int NESTED_MAX = 32;

  Place {
    indexes = List.copyOf(indexes);
  }

  static Place of(Descriptor message) {
    var indexes = new ArrayList<Integer>();
    for (var at = message; at != null; at = at.getContainingType()) {
      var outer = at.getContainingType();
      indexes.addFirst(outer == null ? at.getIndex() : written(outer).indexOf(at));
    }
    return new Place(indexes);
  }

  /// Those that stand in the file: entries of maps do not.
  private static List<Descriptor> written(Descriptor message) {
    return message.getNestedTypes().stream()
        .filter(nested -> !nested.getOptions().getMapEntry())
        .toList();
  }

  static Place read(CodedInputStream in) throws IOException {
    var count = in.readSInt32();
    if (count == 0) return FIRST;
    if (count < 0 || count > NESTED_MAX) {
      throw new InvalidProtocolBufferException("its place has %d numbers".formatted(count));
    }
    var indexes = new ArrayList<Integer>();
    for (int i = 0; i < count; i++) indexes.add(in.readSInt32());
    return new Place(indexes);
  }

  /// The message, and this before it.
  byte[] before(Message message) {
    var numbers = equals(FIRST) ? List.<Integer>of() : indexes;
    var size = CodedOutputStream.computeSInt32SizeNoTag(numbers.size());
    for (var number : numbers) size += CodedOutputStream.computeSInt32SizeNoTag(number);
    var bytes = new byte[size + message.getSerializedSize()];
    var out = CodedOutputStream.newInstance(bytes);
    try {
      out.writeSInt32NoTag(numbers.size());
      for (var number : numbers) out.writeSInt32NoTag(number);
      message.writeTo(out);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
