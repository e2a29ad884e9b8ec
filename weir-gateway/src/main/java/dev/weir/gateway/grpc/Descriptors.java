package dev.weir.gateway.grpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the `.proto` files say, as `protoc` writes it: a `FileDescriptorSet` beside this class.
///
/// | message | field | meaning |
/// |---|---|---|
/// | `FileDescriptorSet` | 1 | files |
/// | `FileDescriptorProto` | 1, 2 | name, package |
/// | | 4, 5, 6 | messages, enums, services |
/// | `DescriptorProto` | 1, 2, 3, 4 | name, fields, messages and enums within |
/// | `EnumDescriptorProto`, `ServiceDescriptorProto` | 1, 2 | name; values or methods |
/// | every other | 1 | name |
///
/// Names stand before what they name, as `protoc` has it. Never changes.
final class Descriptors {
  private static final String RESOURCE = "services.protoset";
  private static final int NAME = 1;
  private static final int PACKAGE = 2;
  private static final int MEMBER = 2;
  private static final int NESTED_MESSAGE = 3;
  private static final int NESTED_ENUM = 4;
  private static final int MESSAGE = 4;
  private static final int ENUM = 5;
  private static final int SERVICE = 6;

  private final Map<String, byte[]> files = new HashMap<>();

  /// The file in which a message, field, enum, service or method is, by its full name.
  private final Map<String, byte[]> symbols = new HashMap<>();

  private final Set<String> messages = new HashSet<>();
  private final Set<String> services = new TreeSet<>();

  private Descriptors() {}

  static Descriptors load() {
    try (var resource = Descriptors.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) throw new IllegalStateException("Weir has lost its " + RESOURCE);
      return read(resource.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Descriptors read(byte[] set) {
    var descriptors = new Descriptors();
    for (var files = new ProtoFields(set); files.next(); ) descriptors.addFile(files.bytes());
    return descriptors;
  }

  private void addFile(byte[] file) {
    var scope = "";
    for (var fields = new ProtoFields(file); fields.next(); ) {
      if (fields.is(NAME, ProtoFields.BYTES)) files.put(fields.text(), file);
      if (fields.is(PACKAGE, ProtoFields.BYTES)) scope = fields.text() + ".";
      if (fields.is(MESSAGE, ProtoFields.BYTES)) addMessage(scope, fields.nested(), file);
      if (fields.is(ENUM, ProtoFields.BYTES)) addWithMembers(scope, fields.nested(), file);
      if (fields.is(SERVICE, ProtoFields.BYTES)) {
        services.add(scope + fields.nested().text(NAME));
        addWithMembers(scope, fields.nested(), file);
      }
    }
  }

  private void addMessage(String scope, ProtoFields fields, byte[] file) {
    var name = "";
    while (fields.next()) {
      if (fields.is(NAME, ProtoFields.BYTES)) {
        name = scope + fields.text();
        messages.add(name);
        symbols.put(name, file);
      }
      if (fields.is(MEMBER, ProtoFields.BYTES)) {
        symbols.put(name + "." + fields.nested().text(NAME), file);
      }
      if (fields.is(NESTED_MESSAGE, ProtoFields.BYTES)) {
        addMessage(name + ".", fields.nested(), file);
      }
      if (fields.is(NESTED_ENUM, ProtoFields.BYTES)) {
        addWithMembers(name + ".", fields.nested(), file);
      }
    }
  }

  private void addWithMembers(String scope, ProtoFields fields, byte[] file) {
    var name = "";
    while (fields.next()) {
      if (fields.is(NAME, ProtoFields.BYTES)) {
        name = scope + fields.text();
        symbols.put(name, file);
      }
      if (fields.is(MEMBER, ProtoFields.BYTES)) {
        symbols.put(name + "." + fields.nested().text(NAME), file);
      }
    }
  }

  /// Their names, in order.
  Set<String> services() {
    return services;
  }

  byte @Nullable [] file(String name) {
    return files.get(name);
  }

  byte @Nullable [] fileOf(String symbol) {
    return symbols.get(symbol);
  }

  boolean isMessage(String name) {
    return messages.contains(name);
  }
}
