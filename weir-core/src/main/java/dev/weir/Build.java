package dev.weir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/// What this Weir was built of, as the distribution has it.
///
/// It is a resource of the distribution and not of this module: a commit that changes nothing else
/// would have all modules built again.
///
/// @param commit of the sources, with `-dirty` behind it where they had changes of their own
/// @param date of the commit in a package, else a fixed one: the same sources give the same bytes
public record Build(String version, String commit, String date) {
  /// Where nobody has said.
  private static final String UNKNOWN = "unknown";

  private static final Build CURRENT = read();

  public static Build current() {
    return CURRENT;
  }

  private static Build read() {
    var said = new Properties();
    try (var file = Build.class.getResourceAsStream("/dev/weir/build.properties")) {
      if (file != null) said.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Build(
        said.getProperty("version", UNKNOWN),
        said.getProperty("commit", UNKNOWN),
        said.getProperty("date", UNKNOWN));
  }
}
