package dev.weir.gateway.net;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The socket on which a service manager hears how a process is: each notification is a datagram.
/// The JDK has no such sockets.
///
/// Any thread. A manager that does not listen is an [IOException], and one that is slow loses the
/// notification: neither holds anybody up.
public final class NotifySocket implements AutoCloseable {
  private final Socket socket;
  private final byte[] path;

  private NotifySocket(Socket socket, byte[] path) {
    this.socket = socket;
    this.path = path;
  }

  /// Opens the way to it.
  ///
  /// @param path of a file, or of no file where it begins with `@`
  public static NotifySocket to(String path) throws IOException {
    if (!Epoll.isAvailable()) throw new IOException("there are such sockets on Linux alone");
    var bytes = path.getBytes(StandardCharsets.UTF_8);
    if (bytes[0] == '@') bytes[0] = 0;
    return new NotifySocket(Socket.newSocketDomainDgram(), bytes);
  }

  public void send(String notification) throws IOException {
    var bytes = notification.getBytes(StandardCharsets.UTF_8);
    var direct = ByteBuffer.allocateDirect(bytes.length).put(bytes);
    socket.sendToDomainSocket(direct, 0, bytes.length, path);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
