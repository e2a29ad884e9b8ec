package dev.weir.gateway.admin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Address;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Field;
import dev.weir.gateway.net.Head;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GuardTest {
  private static final String HOST = "Host";
  private static final String ORIGIN = "Origin";
  private static final String SITE = "Sec-Fetch-Site";

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "no-such-host.invalid"})
  void where_others_reach_the_port_nobody_is_let_in(String host) {
    var refusal = requireNonNull(asked(host, Map.of(HOST, "127.0.0.1:8082")));

    assertThat(refusal.status()).isEqualTo(403);
    assertThat(refusal.body()).asString().contains("listen.http on 127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1", "localhost"})
  void a_program_on_this_machine_is_let_in(String host) {
    assertThat(asked(host, Map.of(HOST, "localhost:8082"))).isNull();
  }

  @Test
  void a_page_of_another_site_is_refused() {
    var here = "127.0.0.1:8082";

    assertThat(asked("127.0.0.1", Map.of(HOST, here, ORIGIN, "http://evil.example"))).isNotNull();
    assertThat(asked("127.0.0.1", Map.of(HOST, here, ORIGIN, "null"))).isNotNull();
    assertThat(asked("127.0.0.1", Map.of(HOST, here, SITE, "cross-site"))).isNotNull();
    assertThat(asked("127.0.0.1", Map.of(HOST, here, SITE, "same-site"))).isNotNull();
  }

  @Test
  void a_site_that_gave_itself_this_machines_address_is_refused() {
    var evil = "evil.example:8082";

    var refusal =
        asked("127.0.0.1", Map.of(HOST, evil, ORIGIN, "http://" + evil, SITE, "same-origin"));

    assertThat(refusal).isNotNull();
  }

  @Test
  void what_came_through_a_proxy_is_refused() {
    var here = "127.0.0.1:8082";

    assertThat(asked("127.0.0.1", Map.of(HOST, here, "X-Forwarded-For", "192.0.2.1"))).isNotNull();
    assertThat(asked("127.0.0.1", Map.of(HOST, here, "Via", "1.1 proxy"))).isNotNull();
  }

  @Test
  void a_page_of_our_own_is_let_in() {
    var here = "[::1]:8082";

    assertThat(asked("::1", Map.of(HOST, here, ORIGIN, "http://" + here, SITE, "same-origin")))
        .isNull();
  }

  private static @Nullable Answer asked(String listensOn, Map<String, String> fields) {
    return Guard.of(new Address.Tcp(listensOn, 8082)).refusal(new Asking(fields));
  }

  private record Asking(Map<String, String> fields) implements Head {
    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String path() {
      return "/admin/reload";
    }

    @Override
    public String rawPath() {
      return path();
    }

    @Override
    public @Nullable String query() {
      return null;
    }

    @Override
    public String client() {
      return "127.0.0.1";
    }

    @Override
    public @Nullable String header(String name) {
      return fields.get(name);
    }

    @Override
    public List<Field> fields(String prefix) {
      return List.of();
    }
  }
}
