package dev.weir.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Role;
import dev.weir.config.Address;
import dev.weir.config.AuthConfig;
import dev.weir.config.JwtConfig;
import dev.weir.config.Rights;
import dev.weir.delivery.Budget;
import dev.weir.gateway.Asked;
import dev.weir.gateway.HandClock;
import dev.weir.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Tokens of many who come from one address, as behind a proxy.
@Tag("S5")
@Timeout(30)
final class ShownTokenTest {
  private static final Signer SIGNER = Signer.ec("ec");
  private static final String WRONG = Signer.ec("ec").token();
  private static final Rights ANY = new Rights(Set.of(Role.PRODUCE), List.of("*"));

  private final HandClock clock = new HandClock();
  private Path file = Path.of("");
  private AuthConfig settings = new AuthConfig(Map.of(), Map.of(), Set.of(), Duration.ofHours(12));

  @BeforeEach
  void set_up(@TempDir Path folder) throws IOException {
    file = Files.writeString(folder.resolve("keys.json"), Signer.set(SIGNER));
    var claims = new JwtConfig.Claims("sub", "weir_roles", "weir_topics");
    var audiences = List.of(Signer.AUDIENCE);
    var jwt =
        new JwtConfig(
            file.toString(), Signer.ISSUER, audiences, claims, ANY, Duration.ofSeconds(30));
    settings = new AuthConfig(Map.of(), Map.of(), jwt, Map.of(), Set.of(), Duration.ofHours(12));
  }

  @Test
  void a_right_token_comes_in_also_from_where_wrong_ones_have_to_wait() {
    try (var door = door()) {
      for (var i = 0; i < 6; i++) show(door, WRONG);

      assertThat(show(door, WRONG)).isEqualTo(429);
      assertThat(show(door, token("one"))).isZero();
      assertThat(show(door, WRONG)).isEqualTo(429);
    }
  }

  @Test
  void from_where_wrong_ones_have_to_wait_few_are_looked_at_in_a_second() {
    try (var door = door()) {
      for (var i = 0; i < 5 + Looks.A_SECOND_MAX; i++) show(door, WRONG);

      assertThat(show(door, token("one"))).isEqualTo(429);
      clock.advance(Duration.ofSeconds(1));
      assertThat(show(door, WRONG)).isEqualTo(401);
      assertThat(show(door, token("one"))).isZero();
    }
  }

  private Door door() {
    return new Door(
        new Address.Tcp("0.0.0.0", 8082),
        () -> settings,
        new Budget(1 << 20),
        new Metrics(),
        clock);
  }

  private static String token(String subject) {
    return SIGNER.sign(Signer.claims().subject(subject));
  }

  /// The status that it is refused with, or 0.
  private static int show(Door door, String token) {
    var asking = Asked.post("/push").with("Authorization", "Bearer " + token);
    var verdict = door.judge(asking);
    if (verdict instanceof Verdict.Unproven(var proof)) return status(proof.verdict());
    if (verdict instanceof Verdict.Out out) door.refused(asking, out);
    return status(verdict);
  }

  private static int status(Verdict verdict) {
    return verdict instanceof Verdict.Out out ? out.answer().status() : 0;
  }
}
