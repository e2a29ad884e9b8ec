package dev.weir.gateway.rest.schema;

import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import java.util.Locale;

/// Reads the text of a `.proto` file, as far as it says how messages look; services, extensions and
/// reserved numbers are passed over. Used once, by one thread.
///
/// Whether names exist and numbers differ is judged by protobuf's own linker, which comes next.
final class ProtoParser {
  private final ProtoTokens tokens;
  private final FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();

  private ProtoParser(String text) {
    this.tokens = new ProtoTokens(text);
  }

  /// Throws [BadSchema].
  static FileDescriptorProto read(String name, String text) {
    var parser = new ProtoParser(text);
    parser.file.setName(name);
    parser.head();
    while (tokensLeft(parser)) parser.definition();
    return parser.file.build();
  }

  private static boolean tokensLeft(ProtoParser parser) {
    return parser.tokens.kind() != ProtoTokens.Kind.END;
  }

  private void head() {
    if (tokens.took("syntax")) {
      tokens.expect("=");
      var syntax = tokens.string();
      if (!syntax.equals("proto2") && !syntax.equals("proto3")) {
        throw tokens.wrong("the syntax '%s' is not known".formatted(Misfit.shown(syntax)));
      }
      file.setSyntax(syntax);
      tokens.expect(";");
    } else if (tokens.took("edition")) {
      tokens.expect("=");
      file.setSyntax("editions").setEdition(edition(tokens.string()));
      tokens.expect(";");
    }
  }

  private Edition edition(String year) {
    try {
      return Edition.valueOf("EDITION_" + year.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw tokens.wrong("the edition '%s' is not known".formatted(Misfit.shown(year)));
    }
  }

  private void definition() {
    if (tokens.took(";")) return;
    tokens.took("export"); // of edition 2024; all that is here is seen
    tokens.took("local");
    var keyword = tokens.name();
    switch (keyword) {
      case "import" -> imported();
      case "package" -> {
        file.setPackage(tokens.path());
        tokens.expect(";");
      }
      case "option" -> {
        ProtoOptions.set(file.getOptionsBuilder(), ProtoOptions.read(tokens));
        tokens.expect(";");
      }
      case "message" ->
          file.addMessageType(
              new ProtoMessages(tokens, file.getSyntax()).message(tokens.name(), 0));
      case "enum" -> file.addEnumType(enumeration(tokens));
      case "service", "extend" -> {
        tokens.path();
        ProtoOptions.braces(tokens);
      }
      default -> throw tokens.wrong("'%s' cannot stand here".formatted(Misfit.shown(keyword)));
    }
  }

  private void imported() {
    var isPublic = tokens.took("public");
    var forOptions = tokens.took("option");
    tokens.took("weak");
    var name = tokens.string();
    tokens.expect(";");
    if (forOptions) return;
    if (isPublic) file.addPublicDependency(file.getDependencyCount());
    file.addDependency(name);
  }

  /// What follows `enum`.
  static EnumDescriptorProto enumeration(ProtoTokens tokens) {
    var type = EnumDescriptorProto.newBuilder().setName(tokens.name());
    tokens.expect("{");
    while (!tokens.took("}")) {
      if (tokens.took(";")) continue;
      var name = tokens.name();
      if (tokens.took("=")) {
        type.addValueBuilder().setName(name).setNumber(tokens.integer());
        brackets(tokens);
        tokens.expect(";");
      } else if (name.equals("option")) {
        ProtoOptions.set(type.getOptionsBuilder(), ProtoOptions.read(tokens));
        tokens.expect(";");
      } else {
        statement(tokens); // reserved
      }
    }
    return type.build();
  }

  private static void brackets(ProtoTokens tokens) {
    if (!tokens.took("[")) return;
    do ProtoOptions.read(tokens);
    while (tokens.took(","));
    tokens.expect("]");
  }

  /// Passes over the rest of a statement.
  static void statement(ProtoTokens tokens) {
    while (!tokens.took(";")) {
      if (tokens.is("{")) ProtoOptions.braces(tokens);
      else tokens.next();
    }
  }
}
