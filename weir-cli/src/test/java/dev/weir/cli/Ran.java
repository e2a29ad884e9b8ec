package dev.weir.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/// A command that was run to its end in this JVM: what it said, and how it ended.
record Ran(int exitCode, String out, String err) {
  static Ran weir(String... command) {
    var out = new ByteArrayOutputStream();
    var err = new StringWriter();
    var main = new Main(new Stdout(out));
    var exitCode =
        main.commandLine()
            .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(err, true))
            .execute(command);
    main.stop().ended(exitCode);
    return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString());
  }
}
