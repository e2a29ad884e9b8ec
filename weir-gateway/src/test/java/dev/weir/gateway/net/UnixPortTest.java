package dev.weir.gateway.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.config.SocketAccess;
import dev.weir.gateway.Await;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A socket is there for those whom it is for, and for as long as the gateway is.
@Timeout(60)
class UnixPortTest {
  private static final int NOBODY = 65_534;

  @TempDir Path directory;

  private final Net net = Net.start(System::nanoTime);
  private final Queue<String> written = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refused = new AtomicInteger();

  @AfterEach
  void stop() {
    net.close();
  }

  @Test
  @Tag("S7")
  void it_is_in_its_place_when_it_has_its_mode_and_nothing_else_is_left_there() throws IOException {
    try (var _ = open("rw-------")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
          .isEqualTo("rw-------");
      try (var files = Files.list(directory)) {
        assertThat(files).containsExactly(path());
      }
    }
    assertThat(path()).doesNotExist();
  }

  @Test
  @Tag("S7")
  void until_then_nobody_else_gets_at_it() throws IOException {
    var nest = new UnixSocketFile(path()).nest();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(nest)))
        .isEqualTo("rwx------");
    assertThat(nest).hasParent(directory);
  }

  @Test
  @Tag("S7")
  void where_it_cannot_be_given_to_whom_it_is_for_there_is_none() throws IOException {
    var access =
        new SocketAccess(
            PosixFilePermissions.fromString("rw-rw----"), null, "no-such-group", Set.of());

    assertThatThrownBy(() -> UnixPort.open(net, path(), access, readers()))
        .hasMessageContaining("no-such-group");

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  @Tag("S7")
  void a_folder_that_anybody_may_write_to_is_told_from_others() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(new UnixSocketFile(path()).isExposed()).isTrue();

    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxr-x"));
    assertThat(new UnixSocketFile(path()).isExposed()).isFalse();
  }

  @Test
  @Tag("S7")
  void another_user_than_those_who_may_come_is_refused_at_once() throws IOException {
    assumeTrue(net.vertx().isNativeTransportEnabled(), "the kernel tells who comes through epoll");
    var mode = PosixFilePermissions.fromString("rw-rw-rw-");
    var access = new SocketAccess(mode, null, null, Set.of(NOBODY));

    try (var _ = UnixPort.open(net, path(), access, readers());
        var client = SocketChannel.open(UnixDomainSocketAddress.of(path()))) {
      assertThat(ended(client)).isTrue();
      assertThat(refused).hasValue(1);
    }
    assertThat(written).isEmpty();
  }

  @Test
  @Tag("C6")
  void where_somebody_removes_it_it_is_put_back_and_its_clients_stay() throws IOException {
    try (var port = open("rw-rw----");
        var before = SocketChannel.open(UnixDomainSocketAddress.of(path()))) {
      before.write(bytes("one"));
      Await.until(() -> assertThat(written).containsExactly("one"));

      Files.delete(path());
      Await.until(() -> assertThat(path()).exists());

      before.write(bytes("two"));
      try (var after = SocketChannel.open(UnixDomainSocketAddress.of(path()))) {
        after.write(bytes("three"));
        Await.until(() -> assertThat(written).contains("one", "two", "three"));
      }
      assertThat(port.isAway()).isFalse();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
          .isEqualTo("rw-rw----");
    }
    assertThat(path()).doesNotExist();
  }

  @Test
  @Tag("C6")
  void where_another_one_lives_by_now_it_is_left_alone_and_that_is_told() throws IOException {
    try (var port = open("rw-rw----")) {
      try (var other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        var elsewhere = directory.resolve("other.sock");
        other.bind(UnixDomainSocketAddress.of(elsewhere));
        // In one step: where nothing is, the port puts its own.
        Files.move(elsewhere, path(), StandardCopyOption.ATOMIC_MOVE);
        Await.until(() -> assertThat(port.isAway()).isTrue());
        assertThat(new UnixSocketFile(path()).isThere()).isTrue();
      }
      // The other one has ended, and its file is what a dead process leaves.
      Await.until(() -> assertThat(port.isAway()).isFalse());
      try (var client = SocketChannel.open(UnixDomainSocketAddress.of(path()))) {
        client.write(bytes("here"));
        Await.until(() -> assertThat(written).containsExactly("here"));
      }
    }
  }

  private UnixPort open(String mode) {
    var access = new SocketAccess(PosixFilePermissions.fromString(mode), null, null, Set.of());
    return UnixPort.open(net, path(), access, readers());
  }

  private Path path() {
    return directory.resolve("weir.sock");
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  /// Whether nothing comes, for ever.
  private static boolean ended(SocketChannel client) {
    try {
      return client.read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException e) {
      return true;
    }
  }

  private UnixPort.Readers readers() {
    return new UnixPort.Readers() {
      @Override
      public UnixPort.Reader of(UnixPort.Connection connection) {
        return reader(connection);
      }

      @Override
      public void refused() {
        refused.incrementAndGet();
      }
    };
  }

  private UnixPort.Reader reader(UnixPort.Connection connection) {
    return new UnixPort.Reader() {
      @Override
      public void received(byte[] bytes) {
        written.add(new String(bytes, UTF_8));
      }

      @Override
      public void ended() {
        connection.close();
      }

      @Override
      public void stopping() {
        connection.close();
      }
    };
  }
}
