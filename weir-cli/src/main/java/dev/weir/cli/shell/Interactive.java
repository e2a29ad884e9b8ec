package dev.weir.cli.shell;

import dev.weir.cli.completion.Completer;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Stdout;
import dev.weir.cli.terminal.StopSignal;
import dev.weir.cli.terminal.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.keymap.KeyMap;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.Widget;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;
import org.jline.widget.AutosuggestionWidgets;

/// The shell on a terminal: completion, history, and kafka-shell's keys.
///
/// | key | does |
/// | --- | --- |
/// | Tab | completes, or shows what may come |
/// | F2 | goes to the next context |
/// | F3 | fuzzy completion, on or off |
/// | F9 | shows the help of the command on the line |
/// | F10, Ctrl-D | leaves |
/// | Ctrl-C | ends the command that runs, or empties the line |
final class Interactive {
  private final Session session;
  private final World.Host host;
  private final Completer completer;
  private final LiveNames names;
  private final StopSignal stop;
  private boolean ended;
  private final FuzzyMatcher matcher = new FuzzyMatcher();

  Interactive(Session session, World.Host host, Completer completer, LiveNames names) {
    this.session = session;
    this.host = host;
    this.completer = completer;
    this.names = names;
    this.stop = host.world().stop();
  }

  /// Runs lines until somebody leaves.
  int run() throws IOException {
    var typing = Thread.currentThread();
    try (var terminal = terminal();
        var _ =
            stop.whenAsked(() -> {
              if (!session.interrupt()) typing.interrupt();
            })) {
      terminal.handle(Terminal.Signal.INT, _ -> session.interrupt());
      var reader = reader(terminal);
      names.refresh();
      var line = next(reader);
      while (line.isPresent()) {
        session.columns(terminal.getColumns());
        session.run(line.get());
        line = session.over() || stop.asked() ? Optional.empty() : next(reader);
      }
      return ended || stop.asked() ? ExitCode.SIGNALLED : ExitCode.OK;
    }
  }

  /// By the JDK's own way to the system's functions: other ways load a library that they unpack.
  private static Terminal terminal() throws IOException {
    return TerminalBuilder.builder().system(true).provider("ffm").nativeSignals(true).build();
  }

  private LineReader reader(Terminal terminal) throws IOException {
    var parser = new DefaultParser();
    parser.setEscapeChars(new char[0]);
    parser.setEofOnUnclosedQuote(false);
    var builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("weir")
            .parser(parser)
            .history(new SafeHistory())
            .completer(this::complete)
            .completionMatcher(matcher)
            .variable(LineReader.LIST_MAX, 300)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.CASE_INSENSITIVE, true)
            .option(LineReader.Option.AUTO_FRESH_LINE, true)
            .option(LineReader.Option.HISTORY_REDUCE_BLANKS, false)
            .option(LineReader.Option.AUTO_MENU_LIST, true);
    var file = SafeHistory.file(host.world().env());
    if (file.isPresent() && isKept(file.get())) {
      builder.variable(LineReader.HISTORY_FILE, file.get());
    }
    var reader = builder.build();
    new AutosuggestionWidgets(reader).enable();
    bind(reader, Capability.key_f2, () -> nextContext(reader));
    bind(reader, Capability.key_f3, () -> toggleFuzzy(reader));
    bind(reader, Capability.key_f9, () -> help(reader));
    bind(reader, Capability.key_f10, Interactive::leave);
    return reader;
  }

  /// A shell without a history is better than none.
  private boolean isKept(Path file) {
    try {
      SafeHistory.prepare(file);
      return true;
    } catch (IOException e) {
      host.world().err().println("weir: the history is not kept, for %s".formatted(e));
      return false;
    }
  }

  private static void bind(LineReader reader, Capability key, Widget widget) {
    var signs = KeyMap.key(reader.getTerminal(), key);
    var keys = reader.getKeyMaps().get(LineReader.MAIN);
    if (signs != null && keys != null) keys.bind(widget, signs);
  }

  private Optional<String> next(LineReader reader) {
    while (true) {
      try {
        return Optional.of(reader.readLine(prompt()));
      } catch (UserInterruptException e) {
        // Ctrl-C empties the line; once, also where it was told twice.
        var _ = Thread.interrupted();
        if (stop.asked()) return Optional.empty();
      } catch (EndOfFileException e) {
        return Optional.empty();
      } catch (IllegalStateException e) {
        ended = true; // the process is to end, and JLine has closed the terminal
        return Optional.empty();
      }
    }
  }

  private String prompt() {
    return new Prompt(session).coloured(host.world().terminal().unicode());
  }

  private void complete(LineReader reader, ParsedLine line, List<Candidate> found) {
    var before = new ArrayList<>(line.words().subList(0, line.wordIndex()));
    if (before.contains("|") || line.line().startsWith("!")) return;
    if (before.size() > 2 && before.getFirst().equals("watch")) before.subList(0, 2).clear();
    var current = line.word().substring(0, line.wordCursor());
    switch (before.isEmpty() ? "" : before.getFirst()) {
      case "use" -> names.of("topic").forEach(name -> found.add(new Candidate(name)));
      case "cluster-select" -> session.contexts().forEach(name -> found.add(new Candidate(name)));
      default -> add(completer.after(before, current), found);
    }
    if (before.isEmpty()) {
      Session.WORDS.forEach(
          (word, text) -> found.add(new Candidate(word, word, null, text, null, null, true)));
    }
  }

  private static void add(
      List<dev.weir.cli.completion.Candidate> candidates, List<Candidate> found) {
    for (var one : candidates) {
      var text = one.description().isEmpty() ? one.kind() : one.description();
      found.add(new Candidate(one.word(), one.word(), null, text, null, null, one.whole()));
    }
  }

  private boolean nextContext(LineReader reader) {
    var contexts = session.contexts();
    if (contexts.isEmpty()) {
      reader.printAbove("There is no context; 'context add' adds one.");
      return true;
    }
    session.context(contexts.get((contexts.indexOf(current()) + 1) % contexts.size()));
    names.refresh();
    if (reader instanceof LineReaderImpl shown) shown.setPrompt(prompt());
    reader.callWidget(LineReader.REDRAW_LINE);
    reader.callWidget(LineReader.REDISPLAY);
    return true;
  }

  /// Empty where there is none, or one that cannot be read.
  private String current() {
    try {
      return session.connection().name();
    } catch (Failure e) {
      return "";
    }
  }

  private boolean toggleFuzzy(LineReader reader) {
    reader.printAbove("Fuzzy completion is %s.".formatted(matcher.toggle() ? "on" : "off"));
    return true;
  }

  private boolean help(LineReader reader) {
    var words = List.of(reader.getBuffer().toString().strip().split("\\s+"));
    var line = new ArrayList<>(completer.commandOf(words));
    line.add("--help");
    var out = new ByteArrayOutputStream();
    var world = session.around(StopSignal.inside());
    host.run(world.out(new Stdout(out), world.terminal()), line.toArray(String[]::new));
    reader.printAbove(out.toString(StandardCharsets.UTF_8));
    return true;
  }

  private static boolean leave() {
    throw new EndOfFileException();
  }
}
