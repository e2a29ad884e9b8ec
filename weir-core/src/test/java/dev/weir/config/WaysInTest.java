package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Message;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaysInTest {
  @TempDir Path folder;

  @Test
  void each_way_in_has_its_partitioner() {
    var partitioner =
        Configured.set("partitioner.push=murmur2", "partitioner.grpc=murmur2").read().partitioner();

    assertThat(partitioner.push().unchosen()).isEqualTo(Message.ANY_PARTITION);
    assertThat(partitioner.topics().unchosen()).isEqualTo(Message.BY_CRC32);
    assertThat(partitioner.grpc()).isEqualTo(Partitioner.MURMUR2);
    assertThat(partitioner.frames()).isEqualTo(Partitioner.CRC32);
  }

  @Test
  void the_sockets_can_be_given_to_others() {
    var access =
        Configured.set("listen.unix-mode=622", "listen.unix-owner=app", "listen.unix-group=apps")
            .read()
            .listen()
            .access();

    assertThat(access)
        .isEqualTo(
            new SocketAccess(
                PosixFilePermissions.fromString("rw--w--w-"), "app", "apps", Set.of()));
  }

  @Test
  void the_users_of_the_sockets_are_named_or_numbered() {
    var access = Configured.set("listen.unix-users=root, 1007").read().listen().access();

    assertThat(access.uids()).containsExactlyInAnyOrder(0, 1007);
    assertThatThrownBy(Configured.set("listen.unix-users=no-such-user")::read)
        .hasMessageContaining("names 'no-such-user'")
        .hasMessageContaining("write the user's number");
  }

  @Test
  void a_mode_of_other_digits_is_refused() {
    var configured = Configured.set("listen.unix-mode=0688");

    assertThatThrownBy(configured::read)
        .hasMessageContaining("'0688' is not a mode of three octal digits, such as 0660");
  }

  @Test
  void metrics_of_several_predecessors_can_be_shown() {
    var metrics = Configured.set("metrics.also=kprf, ambassador").read().metrics();

    assertThat(metrics.also()).containsExactly(Predecessor.KPRF, Predecessor.AMBASSADOR);
  }

  @Test
  void an_empty_key_is_null_however_that_is_written() {
    var written = Configured.yaml(folder, "frames: { empty-key: null }").read().frames();

    assertThat(written.emptyKey()).isEqualTo(FramesConfig.EmptyKey.NULL);
    assertThat(Configured.set("frames.empty-key=empty").read().frames().emptyKey())
        .isEqualTo(FramesConfig.EmptyKey.EMPTY);
  }

  @Test
  void without_a_cluster_there_is_no_sink_for_it_and_topics_lead_nowhere() {
    var config = Configured.set("kafka.bootstrap.servers=off").read();

    assertThat(config.sinks()).isEmpty();
    assertThat(config.routes().getLast().topic()).isEqualTo("*");
    assertThat(config.routes().getLast().sinks()).isEmpty();
  }

  @Test
  void without_a_cluster_a_route_cannot_lead_there() {
    var configured = Configured.set("kafka.bootstrap.servers=off", "routes.0.to=kafka");

    assertThatThrownBy(configured::read).hasMessageContaining("names 'kafka', which is no sink");
  }

  @Test
  void a_route_may_lead_nowhere() {
    var routes = Configured.set("routes.0.topic=noise", "routes.0.to=nowhere").read().routes();

    assertThat(routes.getFirst().sinks()).isEmpty();
    assertThat(routes.getLast().sinks()).isEqualTo(List.of("kafka"));
  }
}
