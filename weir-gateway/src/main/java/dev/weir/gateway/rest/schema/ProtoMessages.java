package dev.weir.gateway.rest.schema;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the messages of a `.proto` file.
final class ProtoMessages {
  private static final int DEPTH_MAX = 32;

  /// The simple types by their names.
  private static final Map<String, FieldDescriptorProto.Type> SIMPLE = simple();

  private final ProtoTokens tokens;
  private final boolean proto3;
  private final boolean proto2;

  /// @param syntax that of the file; empty is that of old
  ProtoMessages(ProtoTokens tokens, String syntax) {
    this.tokens = tokens;
    this.proto3 = syntax.equals("proto3");
    this.proto2 = syntax.isEmpty() || syntax.equals("proto2");
  }

  private static Map<String, FieldDescriptorProto.Type> simple() {
    return Arrays.stream(FieldDescriptorProto.Type.values())
        .filter(type ->
            type != FieldDescriptorProto.Type.TYPE_GROUP
                && type != FieldDescriptorProto.Type.TYPE_MESSAGE
                && type != FieldDescriptorProto.Type.TYPE_ENUM)
        .collect(
            Collectors.toUnmodifiableMap(
                type -> type.name().substring("TYPE_".length()).toLowerCase(Locale.ROOT),
                type -> type));
  }

  /// What follows its name.
  DescriptorProto message(String name, int depth) {
    if (depth == DEPTH_MAX) throw tokens.wrong("messages nest too deep");
    var message = DescriptorProto.newBuilder().setName(name);
    tokens.expect("{");
    while (!tokens.took("}")) member(message, depth);
    if (proto3) ownChoices(message);
    return message.build();
  }

  private void member(DescriptorProto.Builder message, int depth) {
    if (tokens.took(";")) return;
    if (tokens.is(".")) {
      field(message, null, depth, tokens.path());
      return;
    }
    var word = tokens.name();
    // A word that begins something may also be the name of a type.
    var type = tokens.is(".") ? word + tokens.path() : word;
    if (!type.equals(word)) field(message, null, depth, type);
    else keyword(message, word, depth);
  }

  private void keyword(DescriptorProto.Builder message, String word, int depth) {
    switch (word) {
      case "message" -> message.addNestedType(message(tokens.name(), depth + 1));
      case "enum" -> message.addEnumType(ProtoParser.enumeration(tokens));
      case "oneof" -> oneof(message, depth);
      case "map" -> map(message);
      case "option" -> {
        ProtoOptions.set(message.getOptionsBuilder(), ProtoOptions.read(tokens));
        tokens.expect(";");
      }
      case "extend" -> {
        tokens.path();
        ProtoOptions.braces(tokens);
      }
      case "extensions", "reserved" -> ProtoParser.statement(tokens);
      case "optional" -> field(message, Label.LABEL_OPTIONAL, depth, tokens.path());
      case "required" -> field(message, Label.LABEL_REQUIRED, depth, tokens.path());
      case "repeated" -> field(message, Label.LABEL_REPEATED, depth, tokens.path());
      default -> field(message, null, depth, word);
    }
  }

  /// @param label the one that is written, or null
  private void field(
      DescriptorProto.Builder message, @Nullable Label label, int depth, String type) {
    if (label == null && proto2) throw tokens.wrong("a field wants optional, required or repeated");
    var field = message.addFieldBuilder().setLabel(label == null ? Label.LABEL_OPTIONAL : label);
    if (proto3 && label == Label.LABEL_OPTIONAL) field.setProto3Optional(true);
    if (type.equals("group")) group(message, field, depth);
    else simple(field, type);
  }

  private void simple(FieldDescriptorProto.Builder field, String type) {
    var simple = SIMPLE.get(type);
    if (simple != null) field.setType(simple);
    else field.setTypeName(type); // the linker finds out which
    field.setName(tokens.name());
    numbered(field);
    tokens.expect(";");
  }

  /// A message and a field in one, of old.
  private void group(
      DescriptorProto.Builder message, FieldDescriptorProto.Builder field, int depth) {
    var name = tokens.name();
    field
        .setName(name.toLowerCase(Locale.ROOT))
        .setTypeName(name)
        .setType(FieldDescriptorProto.Type.TYPE_GROUP);
    numbered(field);
    message.addNestedType(message(name, depth + 1));
  }

  private void numbered(FieldDescriptorProto.Builder field) {
    tokens.expect("=");
    field.setNumber(tokens.integer());
    if (!tokens.took("[")) return;
    do {
      var option = ProtoOptions.read(tokens);
      if (option.is("json_name")) field.setJsonName(option.value());
      else if (option.is("default")) field.setDefaultValue(option.value());
      else ProtoOptions.set(field.getOptionsBuilder(), option);
    } while (tokens.took(","));
    tokens.expect("]");
  }

  private void oneof(DescriptorProto.Builder message, int depth) {
    var index = message.getOneofDeclCount();
    message.addOneofDeclBuilder().setName(tokens.name());
    tokens.expect("{");
    while (!tokens.took("}")) {
      if (tokens.took(";")) continue;
      if (tokens.took("option")) {
        ProtoOptions.read(tokens);
        tokens.expect(";");
        continue;
      }
      var field = message.addFieldBuilder().setLabel(Label.LABEL_OPTIONAL).setOneofIndex(index);
      var type = tokens.path();
      if (type.equals("group")) group(message, field, depth);
      else simple(field, type);
    }
  }

  /// A list of messages of their own, which have a key and a value.
  private void map(DescriptorProto.Builder message) {
    tokens.expect("<");
    var key = FieldDescriptorProto.newBuilder().setName("key").setNumber(1);
    var value = FieldDescriptorProto.newBuilder().setName("value").setNumber(2);
    typed(key, tokens.name());
    tokens.expect(",");
    typed(value, tokens.path());
    tokens.expect(">");
    var field = message.addFieldBuilder().setLabel(Label.LABEL_REPEATED).setName(tokens.name());
    var entry = entryName(field.getName());
    field.setTypeName(entry).setType(FieldDescriptorProto.Type.TYPE_MESSAGE);
    numbered(field);
    tokens.expect(";");
    var nested = message.addNestedTypeBuilder().setName(entry).addField(key).addField(value);
    nested.getOptionsBuilder().setMapEntry(true);
  }

  private static void typed(FieldDescriptorProto.Builder field, String type) {
    var simple = SIMPLE.get(type);
    field.setLabel(Label.LABEL_OPTIONAL);
    if (simple != null) field.setType(simple);
    else field.setTypeName(type);
  }

  /// `ride_stops` has entries that are `RideStopsEntry`.
  private static String entryName(String field) {
    var name = new StringBuilder();
    var upper = true;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c != '_') name.append(upper ? Character.toUpperCase(c) : c);
      upper = c == '_';
    }
    return name.append("Entry").toString();
  }

  /// Each optional field of proto3 is the only one of a oneof; they come last.
  private static void ownChoices(DescriptorProto.Builder message) {
    var names = new HashSet<String>();
    message.getOneofDeclList().forEach(choice -> names.add(choice.getName()));
    message.getFieldList().forEach(field -> names.add(field.getName()));
    for (var field : message.getFieldBuilderList()) {
      if (!field.getProto3Optional()) continue;
      var name = "_" + field.getName();
      while (!names.add(name)) name = "X" + name;
      field.setOneofIndex(message.getOneofDeclCount());
      message.addOneofDeclBuilder().setName(name);
    }
  }
}
