package dev.weir.gateway.rest.schema;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the options of a `.proto` file. Those that say how bytes or JSON look are kept; others,
/// and those that somebody has added, are passed over.
final class ProtoOptions {
  private static final Set<String> KEPT = Set.of("packed", "features", "allow_alias", "deprecated");

  /// @param path of the name, or null where it is somebody's own
  record Option(@Nullable List<String> path, String value) {
    boolean is(String name) {
      return path != null && path.equals(List.of(name));
    }
  }

  private ProtoOptions() {}

  /// `name = value`
  static Option read(ProtoTokens tokens) {
    var path = name(tokens);
    tokens.expect("=");
    return new Option(path, value(tokens));
  }

  private static @Nullable List<String> name(ProtoTokens tokens) {
    var path = new ArrayList<String>();
    var own = false;
    do {
      if (tokens.took("(")) {
        own = true;
        tokens.path();
        tokens.expect(")");
      } else {
        path.add(tokens.name());
      }
    } while (tokens.took("."));
    return own ? null : path;
  }

  private static String value(ProtoTokens tokens) {
    if (tokens.is("{")) {
      braces(tokens);
      return "";
    }
    if (tokens.kind() == ProtoTokens.Kind.STRING) return tokens.string();
    if (tokens.took("-")) return "-" + tokens.next();
    tokens.took("+");
    return tokens.next();
  }

  /// Passes over what stands in braces, and over the braces.
  static void braces(ProtoTokens tokens) {
    tokens.expect("{");
    for (int open = 1; open > 0; ) {
      if (tokens.is("{")) open++;
      if (tokens.is("}")) open--;
      tokens.next();
    }
  }

  /// Sets it where it is one of those that are kept.
  static void set(Message.Builder options, Option option) {
    var path = option.path();
    if (path != null && KEPT.contains(path.getFirst())) set(options, path, option.value());
  }

  private static void set(Message.Builder options, List<String> path, String value) {
    var field = options.getDescriptorForType().findFieldByName(path.getFirst());
    if (field == null || field.isRepeated()) return;
    if (path.size() > 1) {
      if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) return;
      set(options.getFieldBuilder(field), path.subList(1, path.size()), value);
    } else if (field.getJavaType() == FieldDescriptor.JavaType.BOOLEAN) {
      options.setField(field, value.equals("true"));
    } else if (field.getJavaType() == FieldDescriptor.JavaType.ENUM) {
      options.setField(field, named(field.getEnumType(), value));
    }
  }

  private static Object named(EnumDescriptor type, String name) {
    var value = type.findValueByName(name);
    if (value == null) throw new BadSchema("%s has no %s".formatted(type.getName(), name));
    return value;
  }
}
