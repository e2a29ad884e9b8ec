package dev.weir.tests.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The user of this process, and another, at sockets of frames.
final class SocketUser {
  private static final int NOBODY = 65_534;
  private static final byte[] HELLO = "WEIR\1\0\0\0".getBytes(UTF_8);

  /// Sends what it is given, and ends when the other end does. The gateway may have closed before
  /// that is written: that signal is not to end the client.
  private static final String CLIENT =
      "use IO::Socket::UNIX; $SIG{PIPE} = 'IGNORE'; my $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or die \"no: $!\";"
          + " syswrite($s, pack('H*', $ARGV[1])); my $b; print sysread($s, $b, 1) ? 'heard' : 'closed';";

  private SocketUser() {}

  /// A folder that others reach, too: who may come is to be the socket's word alone.
  static Path folder() {
    try {
      return Files.createTempDirectory(
          "weir-socket",
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The number of the user whom it belongs to.
  static String owner(Path file) {
    try {
      return String.valueOf(Files.getAttribute(file, "unix:uid"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes frames, as this user. Close it.
  static SocketChannel write(Path socket, byte[]... frames) throws IOException {
    var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    for (var frame : frames) channel.write(ByteBuffer.wrap(frame));
    return channel;
  }

  /// Writes a frame as another user, and tells whether an answer is `heard` or the socket `closed`.
  static String writeAsAnother(Path socket, byte[] frame) throws Exception {
    assumeTrue(owner(socket).equals("0"), "needs root");
    for (var program : List.of("/usr/bin/setpriv", "/usr/bin/perl")) {
      assumeTrue(Files.isExecutable(Path.of(program)), "needs " + program);
    }
    var client =
        new ProcessBuilder(
                "/usr/bin/setpriv",
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                "/usr/bin/perl",
                "-e",
                CLIENT,
                socket.toString(),
                HexFormat.of().formatHex(frame))
            .redirectErrorStream(true)
            .start();
    try (var out = client.getInputStream()) {
      assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return new String(out.readAllBytes(), UTF_8);
    } finally {
      client.destroyForcibly();
    }
  }

  /// A hello and a frame, for the socket that acknowledges.
  static byte[] greeted(byte[] frame) {
    return ByteBuffer.allocate(HELLO.length + frame.length).put(HELLO).put(frame).array();
  }

  static byte[] frame(String topic, String value) {
    var name = topic.getBytes(UTF_8);
    var text = value.getBytes(UTF_8);
    var frame = ByteBuffer.allocate(4 + 1 + name.length + 1 + text.length);
    frame.order(ByteOrder.LITTLE_ENDIAN).putInt(frame.capacity() - 4).put((byte) name.length);
    return frame.put(name).put((byte) 0).put(text).array();
  }
}
