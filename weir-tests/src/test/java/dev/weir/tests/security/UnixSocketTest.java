package dev.weir.tests.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.testkit.WeirExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
  private static final Path FOLDER = folder();
  private static final Path SOCKET = FOLDER.resolve("weir.sock");
  private static final int NOBODY = 65_534;

  /// Sends a frame for the topic `rides`, and ends when the other end does. The gateway may have
  /// closed before the frame is written: that signal is not to end the client.
  private static final String CLIENT =
      "use IO::Socket::UNIX; $SIG{PIPE} = 'IGNORE'; my $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or die \"no: $!\";"
          + " syswrite($s, pack('H*', $ARGV[1])); my $b; sysread($s, $b, 1); print 'closed';";

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .with("listen.unix", SOCKET.toString())
          .with("listen.unix-mode", "0666")
          .with("listen.unix-users", own());

  @BeforeAll
  static void open() {
    weir.kafka().createTopic("rides", 1);
  }

  @Test
  void whoever_is_named_may_write_to_all_topics_but_those_of_others() throws IOException {
    try (var socket = SocketChannel.open(UnixDomainSocketAddress.of(SOCKET))) {
      socket.write(frame("__kept", "no"));
      socket.write(frame("rides", "mine"));
    }

    weir.kafka().topic("rides").eventuallyContains("mine");
    assertThat(metric("weir_messages_refused_total\\{.*reason=\"not_authorised\".*}")).isEqualTo(1);
  }

  @Test
  void another_user_is_shut_out_and_counted() throws Exception {
    assumeTrue(isRoot() && Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs root, setpriv");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/perl")), "needs perl");
    var before = metric("weir_unix_refused_total");
    var frame = new byte[frame("rides", "theirs").remaining()];
    frame("rides", "theirs").get(frame);

    var told = asNobody(SOCKET.toString(), HexFormat.of().formatHex(frame));

    assertThat(told).isEqualTo("closed");
    assertThat(metric("weir_unix_refused_total")).isEqualTo(before + 1);
    assertThat(weir.kafka().topic("rides").recordsNow())
        .noneMatch(one -> new String(one.value(), UTF_8).equals("theirs"));
  }

  private static String asNobody(String... arguments) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                "/usr/bin/setpriv",
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                "/usr/bin/perl",
                "-e",
                CLIENT));
    command.addAll(List.of(arguments));
    var client = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var out = client.getInputStream()) {
      assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return new String(out.readAllBytes(), UTF_8);
    } finally {
      client.destroyForcibly();
    }
  }

  private static ByteBuffer frame(String topic, String value) {
    var name = topic.getBytes(UTF_8);
    var text = value.getBytes(UTF_8);
    var bytes = new byte[4 + 1 + name.length + 1 + text.length];
    var frame = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt(bytes.length - 4).put((byte) name.length).put(name).put((byte) 0).put(text);
    return frame.flip();
  }

  private static double metric(String pattern) {
    var line = weir.get("/metrics").body().lines().filter(one -> one.matches(pattern + " .*"));
    return line.mapToDouble(one -> Double.parseDouble(one.substring(one.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static boolean isRoot() {
    return own().equals("0");
  }

  private static String own() {
    try {
      return String.valueOf(Files.getAttribute(FOLDER, "unix:uid"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// That others reach, too: who may come is to be the socket's word alone.
  private static Path folder() {
    try {
      return Files.createTempDirectory(
          "weir-socket",
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
