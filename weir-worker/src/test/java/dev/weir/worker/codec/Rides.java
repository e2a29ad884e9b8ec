package dev.weir.worker.codec;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;

/// A compiled file whose first message has a map and a message in it, and which needs another file.
final class Rides {
  static final String TEXT =
      """
      syntax = "proto3";
      package weir;
      import "places.proto";
      message Ride {
        map<string, string> notes = 1;
        message Inner { string x = 1; }
        Place place = 2;
      }
      """;

  static final FileDescriptor PLACES =
      link(
          FileDescriptorProto.newBuilder()
              .setName("places.proto")
              .setPackage("weir")
              .setSyntax("proto3")
              .addMessageType(DescriptorProto.newBuilder().setName("Place"))
              .build());

  static final FileDescriptor FILE = link(file(), PLACES);
  static final Descriptor RIDE = FILE.findMessageTypeByName("Ride");
  static final Descriptor INNER = RIDE.findNestedTypeByName("Inner");

  private Rides() {}

  private static FileDescriptorProto file() {
    var entry =
        DescriptorProto.newBuilder()
            .setName("NotesEntry")
            .setOptions(MessageOptions.newBuilder().setMapEntry(true))
            .addField(text("key", 1))
            .addField(text("value", 2));
    var notes =
        field("notes", 1)
            .setLabel(Label.LABEL_REPEATED)
            .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
            .setTypeName(".weir.Ride.NotesEntry");
    var place =
        field("place", 2)
            .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
            .setTypeName(".weir.Place");
    var ride =
        DescriptorProto.newBuilder()
            .setName("Ride")
            .addNestedType(entry)
            .addNestedType(DescriptorProto.newBuilder().setName("Inner").addField(text("x", 1)))
            .addField(notes)
            .addField(place);
    return FileDescriptorProto.newBuilder()
        .setName("rides.proto")
        .setPackage("weir")
        .setSyntax("proto3")
        .addDependency("places.proto")
        .addMessageType(ride)
        .build();
  }

  private static FieldDescriptorProto.Builder field(String name, int number) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setLabel(Label.LABEL_OPTIONAL);
  }

  private static FieldDescriptorProto text(String name, int number) {
    return field(name, number).setType(FieldDescriptorProto.Type.TYPE_STRING).build();
  }

  private static FileDescriptor link(FileDescriptorProto file, FileDescriptor... needed) {
    try {
      return FileDescriptor.buildFrom(file, needed);
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  static DynamicMessage inner(String x) {
    return DynamicMessage.newBuilder(INNER).setField(INNER.findFieldByName("x"), x).build();
  }

  static DynamicMessage ride() {
    return DynamicMessage.newBuilder(RIDE)
        .setField(
            RIDE.findFieldByName("place"),
            DynamicMessage.getDefaultInstance(PLACES.findMessageTypeByName("Place")))
        .build();
  }
}
