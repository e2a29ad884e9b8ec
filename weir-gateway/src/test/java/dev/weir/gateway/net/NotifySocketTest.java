package dev.weir.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
@EnabledOnOs(OS.LINUX)
class NotifySocketTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "@"})
  void a_notification_is_one_datagram(String kind) throws IOException {
    var path = kind + folder.resolve("notify");
    try (var socket = NotifySocket.to(path)) {
      var manager = Socket.newSocketDomainDgram();
      manager.bind(new DomainSocketAddress(path.replace('@', '\0')));

      socket.send("READY=1\nSTATUS=ä");
      socket.send("WATCHDOG=1");

      assertThat(received(manager)).isEqualTo("READY=1\nSTATUS=ä");
      assertThat(received(manager)).isEqualTo("WATCHDOG=1");
      manager.close();
    }
  }

  @Test
  void a_manager_that_is_not_there_is_an_error() throws IOException {
    try (var socket = NotifySocket.to(folder.resolve("nobody").toString())) {
      assertThatThrownBy(() -> socket.send("READY=1")).isInstanceOf(IOException.class);
    }
  }

  private static String received(Socket manager) throws IOException {
    var buffer = ByteBuffer.allocateDirect(200);
    var from = manager.recvFromDomainSocket(buffer, 0, buffer.capacity());
    var bytes = new byte[from.receivedAmount()];
    buffer.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
