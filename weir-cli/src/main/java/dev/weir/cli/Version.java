package dev.weir.cli;

import java.io.IOException;
import java.util.Properties;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.IVersionProvider;

/// What this is, and what it stands on.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    var built = new Properties();
    try (var file = Version.class.getResourceAsStream("version.properties")) {
      if (file != null) built.load(file);
    }
    return new String[] {
      "weir " + built.getProperty("version", "unknown"),
      "Kafka " + AppInfoParser.getVersion(),
      "Java " + Runtime.version()
    };
  }
}
