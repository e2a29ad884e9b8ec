package dev.weir.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

/// What is allowed and hardly meant: a line each, for the log of a start.
public final class Cautions {
  private Cautions() {}

  public static List<String> of(WeirConfig config) {
    var cautions = new ArrayList<String>();
    var open = new Exposure(config.listen(), config.auth()).ports();
    if (!open.isEmpty()) {
      cautions.add(
          ("Other machines can reach %s, and nobody is asked there who they are. Set up users or API"
                  + " keys (auth), or listen on 127.0.0.1")
              .formatted(shown(open)));
    }
    for (var sink : config.sinks()) {
      if (sink.kind() instanceof KafkaConfig kafka) addOf(sink.name(), kafka, cautions);
    }
    var jwt = config.auth().jwt();
    if (jwt != null && jwt.isOpenToOthers()) {
      cautions.add(
          "auth.jwt.jwks is read over http, so whoever is on the way can put keys of their own there"
              + " and come in with their tokens. Use https, or a file");
    }
    var file = config.file();
    if (file != null && holdsSecrets(config, file) && isReadableByAll(file)) {
      cautions.add(
          ("%s holds secrets, and every user of this machine may read it. chmod 640 it, or have the"
                  + " secrets in files of their own (${file:…})")
              .formatted(file));
    }
    return cautions;
  }

  private static String shown(Map<String, Address.Tcp> ports) {
    return ports.entrySet().stream()
        .map(port -> "%s (%s)".formatted(port.getKey(), port.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static void addOf(String sink, KafkaConfig kafka, List<String> cautions) {
    var check = SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG;
    if (encrypts(kafka) && "".equals(kafka.properties().get(check))) {
      cautions.add(
          ("Of sink '%s' the brokers' certificates are not checked for the names of the hosts: %s"
                  + " is empty, so whoever has any trusted certificate may stand between. Remove it")
              .formatted(sink, check));
    }
  }

  private static boolean encrypts(KafkaConfig kafka) {
    return kafka.properties().getOrDefault("security.protocol", "").endsWith("SSL");
  }

  private static boolean holdsSecrets(WeirConfig config, Path file) {
    var name = String.valueOf(file.getFileName());
    return config.settings().stream()
        .anyMatch(one -> one.secret() && one.origin().startsWith(name + " "));
  }

  private static boolean isReadableByAll(@Nullable Path file) {
    try {
      return file != null
          && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false; // then nobody can say
    }
  }
}
