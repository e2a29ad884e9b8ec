package dev.weir.cli;

import dev.weir.Build;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.IVersionProvider;

/// What this is, and what it stands on.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    var build = Build.current();
    return new String[] {
      "weir " + build.version(),
      "Commit " + build.commit() + ", built " + build.date(),
      "Kafka " + AppInfoParser.getVersion(),
      "Java " + Runtime.version()
    };
  }
}
