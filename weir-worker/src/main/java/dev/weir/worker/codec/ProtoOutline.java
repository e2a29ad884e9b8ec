package dev.weir.worker.codec;

import java.io.IOException;
import java.io.StreamTokenizer;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads of a `.proto` file's text what its messages are called and which is in which, and passes
/// over all else. Used once.
final class ProtoOutline {
  private static final int WORDS_OF_A_MESSAGE = 2;

  private final StreamTokenizer tokens;

  /// The blocks that are open, the innermost first.
  private final ArrayDeque<Block> open = new ArrayDeque<>();

  /// The words since the last statement ended.
  private final List<String> words = new ArrayList<>();

  private String scope = "";

  /// @param name of a file its package
  record Message(String name, List<Message> messages) {}

  /// @param message null for an enum, a service, a oneof, an option
  private record Block(@Nullable Message message, boolean isTransparent) {}

  ProtoOutline(String text) {
    tokens = new StreamTokenizer(new StringReader(text));
    tokens.resetSyntax();
    tokens.whitespaceChars(0, ' ');
    tokens.wordChars('a', 'z');
    tokens.wordChars('A', 'Z');
    tokens.wordChars('0', '9');
    tokens.wordChars('_', '_');
    tokens.wordChars('.', '.');
    tokens.quoteChar('"');
    tokens.quoteChar('\'');
    tokens.slashSlashComments(true);
    tokens.slashStarComments(true);
  }

  Message file() {
    var file = new Message("", new ArrayList<>());
    open.push(new Block(file, false));
    try {
      while (tokens.nextToken() != StreamTokenizer.TT_EOF) next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Message(scope, file.messages());
  }

  private void next() {
    switch (tokens.ttype) {
      case StreamTokenizer.TT_WORD -> words.add(tokens.sval);
      case '{' -> begin();
      case '}' -> {
        if (open.size() > 1) open.pop();
        words.clear();
      }
      case ';' -> {
        if (words.size() == 2 && words.getFirst().equals("package")) scope = words.getLast();
        words.clear();
      }
      default -> {}
    }
  }

  private void begin() {
    var name = messageName();
    var around = around();
    if (name == null || around == null) {
      open.push(new Block(null, isTransparent()));
    } else {
      var message = new Message(name, new ArrayList<>());
      around.messages().add(message);
      open.push(new Block(message, false));
    }
    words.clear();
  }

  /// Of `message Ride {`, or of `repeated group Ride = 1 {`, which is a message too.
  private @Nullable String messageName() {
    if (words.size() > WORDS_OF_A_MESSAGE
        && List.of("export", "local").contains(words.getFirst())) {
      words.removeFirst();
    }
    var isMessage = words.size() == WORDS_OF_A_MESSAGE && words.getFirst().equals("message");
    if (isMessage) return words.getLast();
    var group = words.indexOf("group");
    var isGroup = (group == 0 || group == 1) && words.size() > group + 2;
    return isGroup ? words.get(group + 1) : null;
  }

  /// Groups stand in these too.
  private boolean isTransparent() {
    return !words.isEmpty() && List.of("oneof", "extend").contains(words.getFirst());
  }

  private @Nullable Message around() {
    for (var block : open) {
      if (block.message() != null) return block.message();
      if (!block.isTransparent()) return null;
    }
    return null;
  }
}
