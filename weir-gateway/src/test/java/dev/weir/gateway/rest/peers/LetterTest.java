package dev.weir.gateway.rest.peers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Caller;
import dev.weir.Role;
import dev.weir.gateway.Asked;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What proves that another gateway has passed a call on, and for whom.
final class LetterTest {
  private static final String ID = "5f3a77";
  private static final String PATH = "/consumers/g/instances/i";
  private static final Caller SHOP =
      new Caller("key shop", Set.of(Role.READ), List.of("rides", "o.*"));

  private final Letter letter = new Letter(ID);

  @Test
  void a_caller_arrives_as_they_were() {
    var nobody = new Caller("key none", Set.of(), List.of("*"));
    var anybody = Caller.anybody("192.0.2.7");

    assertThat(letter.bearer(sealed(SHOP))).isEqualTo(SHOP);
    assertThat(letter.bearer(sealed(nobody))).isEqualTo(nobody);
    assertThat(letter.bearer(sealed(anybody))).isEqualTo(anybody);
    assertThat(requireNonNull(letter.bearer(sealed(anybody))).covers("any")).isTrue();
  }

  @Test
  void who_has_all_rights_arrives_as_the_owner_of_what_is_theirs() {
    var all = new Caller("key ops", Set.of(Role.OPERATE), List.of("*", "__*"));

    var arrived = requireNonNull(letter.bearer(sealed(all)));

    assertThat(arrived.owner()).isEqualTo("key ops");
  }

  @ParameterizedTest
  @CsvSource({
    "Weir-Peer, 5f3a77",
    "Weir-Peer-Caller, a2V5IG90aGVyCk9QRVJBVEUKKg",
    "Weir-Peer-Seal, x",
    "Weir-Peer-Claim, 7"
  })
  void what_was_changed_on_the_way_proves_nothing(String field, String value) {
    assertThat(letter.bearer(sealed(SHOP).with(field, value))).isNull();
    assertThat(letter.bearer(sealed(SHOP).without("Weir-Peer-Seal"))).isNull();
  }

  @Test
  void it_is_for_one_gateway_one_method_and_one_path() {
    assertThat(new Letter("other").bearer(sealed(SHOP))).isNull();
    assertThat(letter.bearer(carrying(SHOP, Asked.post(PATH + "?q=1")))).isNull();
    assertThat(letter.bearer(carrying(SHOP, Asked.get("/consumers/h?q=1")))).isNull();
    assertThat(letter.bearer(carrying(SHOP, Asked.get(PATH + "?q=2")))).isNull();
  }

  @Test
  void a_caller_with_more_topics_than_a_head_can_tell_is_not_passed_on() {
    var many = new Caller("key x", Set.of(), Collections.nCopies(100, "t".repeat(200)));

    assertThatThrownBy(() -> Letter.text(many)).hasMessageContaining("too many topics");
  }

  @Test
  void the_name_of_a_gateway_does_not_tell_its_id() {
    assertThat(Letter.name(ID)).hasSize(22).doesNotContain(ID);
    assertThat(letter.toString()).doesNotContain(ID);
  }

  private static Asked sealed(Caller caller) {
    return carrying(caller, Asked.get(PATH + "?q=1"));
  }

  /// A request with a letter that is for another one, maybe.
  private static Asked carrying(Caller caller, Asked asked) {
    var text = Letter.text(caller);
    return asked
        .with("Weir-Peer", Letter.name(ID))
        .with("Weir-Peer-Caller", text)
        .with("Weir-Peer-Seal", Letter.seal(ID, "GET", PATH + "?q=1", "", text));
  }
}
