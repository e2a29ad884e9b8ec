package dev.weir.cli.shell;

import dev.weir.cli.cluster.Connection;
import dev.weir.cli.terminal.Failure;
import java.util.Locale;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/// `prod RO rides ›`: which cluster, whether it is locked, and the default topic.
final class Prompt {
  private final Session session;

  Prompt(Session session) {
    this.session = session;
  }

  /// In the colour of the context.
  String coloured(boolean unicode) {
    var connection = connection();
    var text = new AttributedStringBuilder();
    text.styled(style(connection), name(connection));
    if (connection != null && connection.readOnly()) {
      text.append(" ").styled(AttributedStyle.DEFAULT.inverse(), "RO");
    }
    if (session.topic() != null) text.append(" ").append(session.topic());
    return text.append(unicode ? " › " : " > ").toAnsi();
  }

  String plain() {
    var connection = connection();
    var locked = connection != null && connection.readOnly() ? " RO" : "";
    var topic = session.topic() == null ? "" : " " + session.topic();
    return name(connection) + locked + topic + " > ";
  }

  /// A context that cannot be read is an error of the next command, not of the prompt.
  private @Nullable Connection connection() {
    try {
      return session.connection();
    } catch (Failure e) {
      return null;
    }
  }

  private static String name(@Nullable Connection connection) {
    if (connection == null) return "?";
    return connection.name().isEmpty() ? "weir" : connection.name();
  }

  private static AttributedStyle style(@Nullable Connection connection) {
    var bold = AttributedStyle.DEFAULT.bold();
    var color = connection == null ? null : connection.color();
    return switch (color == null ? "" : color.toLowerCase(Locale.ROOT)) {
      case "red" -> bold.foreground(AttributedStyle.RED);
      case "green" -> bold.foreground(AttributedStyle.GREEN);
      case "yellow" -> bold.foreground(AttributedStyle.YELLOW);
      case "blue" -> bold.foreground(AttributedStyle.BLUE);
      case "magenta" -> bold.foreground(AttributedStyle.MAGENTA);
      case "cyan" -> bold.foreground(AttributedStyle.CYAN);
      default -> bold;
    };
  }
}
