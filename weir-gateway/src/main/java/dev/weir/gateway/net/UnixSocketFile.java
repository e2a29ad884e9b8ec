package dev.weir.gateway.net;

import dev.weir.config.SocketAccess;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file that stands for a Unix domain socket: it outlives a killed process, and then nobody
/// listens behind it.
record UnixSocketFile(Path path) {
  /// The bits of `st_mode` that tell the type of a file, and what they are for a socket.
  private static final int TYPE_MASK = 0170000;

  private static final int SOCKET = 0140000;

  /// What `struct sockaddr_un` holds on Linux, less its final NUL.
  private static final int PATH_BYTES_MAX = 107;

  private static final Logger log = LoggerFactory.getLogger(UnixSocketFile.class);

  private static final String EGG = "s";
  private static final int NAMES = 46_656; // three characters
  private static final int ATTEMPTS = 100;
  private static final FileAttribute<?> NOBODY_ELSE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /// Removes a socket that nobody listens to; any other file is somebody's and stays.
  void removeIfStale() {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) return;
    if (!isSocket()) throw refusal("there is a file that is no socket", null);
    if (isAlive()) throw refusal("another process listens there", null);
    remove();
  }

  /// Whether there is a socket, of whomever.
  boolean isThere() {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS) && isSocket();
  }

  /// A new folder beside it that is nobody else's, for a socket to be made in: it is reached by
  /// nobody until it is given to those who may write to it, and put in its place.
  Path nest() {
    var folder = folder();
    for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
      var name = Integer.toString(ThreadLocalRandom.current().nextInt(NAMES), Character.MAX_RADIX);
      try {
        return checked(Files.createDirectory(folder.resolve(".w" + name), NOBODY_ELSE));
      } catch (FileAlreadyExistsException _) {
        // another socket is being made there: a name that is free comes soon
      } catch (IOException e) {
        throw unmade(e);
      }
    }
    throw refusal("its folder is full of folders of sockets that were not made", null);
  }

  /// The kernel takes paths of so many bytes, and the way there is longer than the place itself.
  private Path checked(Path nest) throws IOException {
    if (nest.resolve(EGG).toString().getBytes(StandardCharsets.UTF_8).length <= PATH_BYTES_MAX) {
      return nest;
    }
    Files.delete(nest);
    throw refusal("its folder's path is too long, by a few characters", null);
  }

  private NetException unmade(IOException e) {
    return new NetException(
        "Weir cannot listen on %s: no socket can be made in its folder (%s). Make the folder, let Weir write to it, or set another path"
            .formatted(path, e),
        e);
  }

  private Path folder() {
    var parent = path.getParent();
    return parent == null ? Path.of("") : parent;
  }

  /// The socket in a nest.
  static UnixSocketFile in(Path nest) {
    return new UnixSocketFile(nest.resolve(EGG));
  }

  /// Puts this one, which is made, in its place.
  void moveTo(UnixSocketFile place) {
    try {
      Files.move(path, place.path);
    } catch (IOException e) {
      throw place.refusal("it cannot be put there (" + e + ")", e);
    }
  }

  /// Removes the nest that this one was made in, and with it the socket if that is still there.
  void leave() {
    try {
      Files.deleteIfExists(path);
      Files.deleteIfExists(folder());
    } catch (IOException e) {
      log.debug("{} stays behind", folder(), e);
    }
  }

  /// Whether anybody of this machine may write to its folder, and so put another in its place.
  boolean isExposed() {
    try {
      return Files.getPosixFilePermissions(folder().toAbsolutePath())
          .contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException | UnsupportedOperationException e) {
      return false; // then it cannot be made there, either
    }
  }

  /// Lets those write to it who may, and nobody else. Until then it is as the process makes files.
  void give(SocketAccess access) {
    try {
      var file =
          Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      var names = path.getFileSystem().getUserPrincipalLookupService();
      var group = access.group();
      if (group != null) file.setGroup(named(group, names::lookupPrincipalByGroupName));
      var owner = access.owner();
      if (owner != null) file.setOwner(named(owner, names::lookupPrincipalByName));
      Files.setPosixFilePermissions(path, access.mode());
    } catch (IOException e) {
      throw ungiven("the system refuses it (" + e + ")", e);
    }
  }

  @FunctionalInterface
  private interface Lookup<P> {
    P of(String name) throws IOException;
  }

  private <P> P named(String name, Lookup<P> lookup) throws IOException {
    try {
      return lookup.of(name);
    } catch (UserPrincipalNotFoundException e) {
      throw ungiven("this machine has no '%s'".formatted(name), e);
    }
  }

  private NetException ungiven(String why, IOException cause) {
    return new NetException(
        "Weir cannot give the socket %s to whom it is for: %s. Correct listen.unix-mode, unix-owner and unix-group; to give a file to another user Weir has to run as root"
            .formatted(path, why),
        cause);
  }

  /// Which file a path led to. A number alone says little: it is given to another file soon.
  record Identity(Object key, FileTime modified) {}

  /// Which file is there now, or null if there is none.
  @Nullable Identity identity() {
    try {
      var file = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return new Identity(file.fileKey(), file.lastModifiedTime());
    } catch (IOException _) {
      return null;
    }
  }

  /// Removes the file if it is still this one, and not another process's by now.
  void remove(@Nullable Identity bound) {
    if (bound != null && bound.equals(identity())) remove();
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
        "Weir cannot listen on %s: %s. Remove it or stop what uses it, or set another path"
            .formatted(path, why),
        cause);
  }
}
