package dev.weir.tests.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What Weir writes is not for others, whatever the process is told by its umask.
@Tag("S23")
@Timeout(60)
class FileModesTest {
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE,
          PosixFilePermission.GROUP_WRITE);

  @Test
  void the_log_the_files_and_the_access_log_are_not_for_others(@TempDir Path folder)
      throws Exception {
    var written = folder.resolve("written");
    var config =
        WeirConfig.read(
            Sources.of(
                "data=" + written.resolve("data"),
                "listen.http=127.0.0.1:0",
                "listen.grpc=off",
                "access-log=" + folder.resolve("access.log"),
                "kafka.bootstrap.servers=off",
                "wal.mode=always",
                "sinks.copy.type=file",
                "sinks.copy.path=" + written.resolve("copy"),
                "routes.0.topic=*",
                "routes.0.to=copy"));
    try (var weir = Weir.start(config);
        var client = HttpClient.newHttpClient()) {
      var push =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:%d/push".formatted(weir.ports().get("http"))))
              .POST(BodyPublishers.ofString("{\"records\":[{\"topic\":\"t\",\"data\":\"x\"}]}"));
      assertThat(client.send(push.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    assertThat(folder.resolve("access.log")).isNotEmptyFile();
    assertNotForOthers(folder.resolve("access.log"));
    try (var all = Files.walk(written)) {
      var files = all.filter(Files::isRegularFile).toList();
      assertThat(files).hasSizeGreaterThan(2);
      for (var file : files) assertNotForOthers(file);
    }
    assertNotForOthers(written.resolve("data"));
    assertNotForOthers(written.resolve("copy"));
  }

  private static void assertNotForOthers(Path file) throws Exception {
    assertThat(Files.getPosixFilePermissions(file))
        .as(file.toString())
        .doesNotContainAnyElementsOf(OTHERS);
  }
}
