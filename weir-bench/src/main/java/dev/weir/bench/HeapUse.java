package dev.weir.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// What lives on the heap of another JVM, told by `jcmd` after a collection.
final class HeapUse {
  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  private HeapUse() {}

  static long mib(long pid) {
    jcmd(pid, "GC.run");
    var told = USED.matcher(jcmd(pid, "GC.heap_info"));
    if (!told.find()) throw new IllegalStateException("jcmd told nothing of the heap");
    return Long.parseLong(told.group(1)) >> 10;
  }

  private static String jcmd(long pid, String command) {
    var program = Path.of(System.getProperty("java.home", ""), "bin", "jcmd").toString();
    try {
      var process = new ProcessBuilder(program, Long.toString(pid), command).start();
      try (var out = process.getInputStream()) {
        return new String(out.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
