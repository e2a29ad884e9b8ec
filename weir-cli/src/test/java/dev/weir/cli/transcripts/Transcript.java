package dev.weir.cli.transcripts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A page of Markdown. In its `console` blocks a line that begins with `$ ` is a command, with the
/// lines behind it that begin with `> `; the others are what it printed.
final class Transcript {
  private static final String COMMAND = "$ ";
  private static final String MORE = "> ";

  private final List<String> lines;

  private Transcript(List<String> lines) {
    this.lines = lines;
  }

  static Transcript of(Path page) throws IOException {
    return new Transcript(Files.readAllLines(page));
  }

  /// Carries out a command, and gives what it printed on both streams.
  interface Shell {
    List<String> run(String command) throws Exception;
  }

  /// The page as it would be if its commands had printed this.
  List<String> carriedOut(Shell shell) throws Exception {
    var page = new ArrayList<String>();
    var inside = false;
    for (var i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (inside && line.startsWith(COMMAND)) {
        var command = new StringBuilder(line.substring(COMMAND.length()));
        page.add(line);
        while (lines.get(i + 1).startsWith(MORE)) {
          page.add(lines.get(++i));
          command.append('\n').append(lines.get(i).substring(MORE.length()));
        }
        page.addAll(shell.run(command.toString()));
      } else if (line.startsWith("```")) {
        inside = line.equals("```console");
        page.add(line);
      } else if (!inside) {
        page.add(line);
      }
    }
    return page;
  }

  List<String> lines() {
    return lines;
  }
}
