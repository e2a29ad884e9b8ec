package dev.weir.gateway.rest.peers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClaimsTest {
  private static final Name NAME = new Name("g", "one");
  private static final Home HOME = new Home("10.0.0.1:8082", "");

  private final Claims claims = new Claims();

  private static Claim claim(String gateway, long number) {
    return new Claim(NAME, gateway, number);
  }

  private void stand(Claim claim, long offset, long millis) {
    claims.stand(new Standing(claim, HOME, offset, millis));
  }

  private Claim owner() {
    return requireNonNull(claims.owner(NAME)).claim();
  }

  @Test
  void the_oldest_claim_counts() {
    stand(claim("a", 1), 5, 0);
    stand(claim("b", 1), 6, 0);

    assertThat(owner()).isEqualTo(claim("a", 1));
  }

  @Test
  void a_claim_that_is_withdrawn_makes_way_for_the_next() {
    stand(claim("a", 1), 5, 0);
    stand(claim("b", 1), 6, 0);

    claims.withdraw(claim("a", 1));

    assertThat(owner()).isEqualTo(claim("b", 1));
    claims.withdraw(claim("b", 1));
    assertThat(claims.owner(NAME)).isNull();
    assertThat(claims.count()).isZero();
  }

  @Test
  void a_claim_that_is_renewed_keeps_its_place() {
    stand(claim("a", 1), 5, 0);
    stand(claim("b", 1), 6, 0);

    stand(claim("a", 1), 7, 100);

    assertThat(owner()).isEqualTo(claim("a", 1));
    assertThat(claims.count()).isEqualTo(2);
  }

  @Test
  void who_withdraws_a_claim_withdraws_no_later_one() {
    stand(claim("a", 2), 5, 0);

    claims.withdraw(claim("a", 1));

    assertThat(owner()).isEqualTo(claim("a", 2));
    assertThat(claims.has(claim("a", 1))).isFalse();
    assertThat(claims.has(claim("a", 2))).isTrue();
  }

  @Test
  void what_nobody_renews_is_forgotten() {
    stand(claim("a", 1), 5, 10);
    stand(claim("b", 1), 6, 30);

    claims.forget(20);

    assertThat(owner()).isEqualTo(claim("b", 1));
  }

  @Test
  void there_are_so_many_and_no_more() {
    for (var i = 0; !claims.isFull(); i++) {
      claims.stand(new Standing(new Claim(new Name("g", "i" + i), "a", i), HOME, i, 0));
    }

    stand(claim("b", 1), 1_000_000, 0);

    assertThat(claims.count()).isEqualTo(200_000);
    assertThat(claims.owner(NAME)).isNull();
  }
}
