package dev.weir.tests.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A socket that all may write to by its mode is for the users alone who are named, which the
/// kernel tells.
@Tag("S7")
@Timeout(60)
class UnixSocketTest {
  private static final Path FOLDER = SocketUser.folder();
  private static final Path SOCKET = FOLDER.resolve("weir.sock");

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .with("listen.unix", SOCKET.toString())
          .with("listen.unix-mode", "0666")
          .with("listen.unix-users", SocketUser.owner(FOLDER));

  @BeforeAll
  static void open() {
    weir.kafka().createTopic("rides", 1);
  }

  @Test
  void whoever_is_named_may_write_to_all_topics_but_those_of_others() throws IOException {
    var theirs = SocketUser.frame("__kept", "no");
    try (var _ = SocketUser.write(SOCKET, theirs, SocketUser.frame("rides", "mine"))) {
      weir.kafka().topic("rides").eventuallyContains("mine");
    }

    assertThat(metric("weir_messages_refused_total\\{.*reason=\"not_authorised\".*}")).isEqualTo(1);
  }

  @Test
  void another_user_is_shut_out_and_counted() throws Exception {
    var before = metric("weir_unix_refused_total");

    var told = SocketUser.writeAsAnother(SOCKET, SocketUser.frame("rides", "theirs"));

    assertThat(told).isEqualTo("closed");
    assertThat(metric("weir_unix_refused_total")).isEqualTo(before + 1);
    assertThat(weir.kafka().topic("rides").recordsNow())
        .noneMatch(one -> new String(one.value(), UTF_8).equals("theirs"));
  }

  private static double metric(String pattern) {
    var line = weir.get("/metrics").body().lines().filter(one -> one.matches(pattern + " .*"));
    return line.mapToDouble(one -> Double.parseDouble(one.substring(one.lastIndexOf(' ') + 1)))
        .sum();
  }
}
