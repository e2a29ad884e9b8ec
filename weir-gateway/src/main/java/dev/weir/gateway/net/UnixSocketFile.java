package dev.weir.gateway.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// The file that stands for a Unix domain socket: it outlives a killed process, and then nobody
/// listens behind it.
record UnixSocketFile(Path path) {
  /// The bits of `st_mode` that tell the type of a file, and what they are for a socket.
  private static final int TYPE_MASK = 0170000;

  private static final int SOCKET = 0140000;

  /// Removes a socket that nobody listens to; any other file is somebody's and stays.
  void removeIfStale() {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) return;
    if (!isSocket()) throw refusal("there is a file that is no socket", null);
    if (isAlive()) throw refusal("another process listens there", null);
    remove();
  }

  /// Lets the owner and the group write to it, and nobody else.
  void restrict() {
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
    } catch (IOException e) {
      throw refusal("its mode cannot be set (" + e + ")", e);
    }
  }

  void remove() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw refusal("the file of the last run cannot be removed (" + e + ")", e);
    }
  }

  private boolean isSocket() {
    try {
      var mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      return (mode & TYPE_MASK) == SOCKET;
    } catch (IOException e) {
      throw refusal("what is there cannot be looked at (" + e + ")", e);
    }
  }

  private boolean isAlive() {
    try (var probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      // Without this the probe would wait for as long as a listener is too busy to accept.
      probe.configureBlocking(false);
      probe.connect(UnixDomainSocketAddress.of(path));
      return true;
    } catch (ConnectException _) {
      return false;
    } catch (IOException _) {
      // Not refused, so somebody may well be there.
      return true;
    }
  }

  private NetException refusal(String why, @Nullable Throwable cause) {
    return new NetException(
        "Weir cannot listen on %s: %s. Remove it or stop what uses it, or set listen.unix to another path"
            .formatted(path, why),
        cause);
  }
}
