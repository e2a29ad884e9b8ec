package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Who may do what.
final class CallerTest {
  @Test
  void who_operates_may_do_everything() {
    var caller = new Caller("anna", Set.of(Role.OPERATE), List.of("*"));

    assertThat(Role.values()).allMatch(caller::may);
  }

  @Test
  void who_sends_may_not_read_and_who_reads_may_not_send() {
    var sends = new Caller("shop", Set.of(Role.PRODUCE), List.of("*"));
    var reads = new Caller("billing", Set.of(Role.READ), List.of("*"));

    assertThat(sends.may(Role.PRODUCE)).isTrue();
    assertThat(sends.may(Role.READ)).isFalse();
    assertThat(reads.may(Role.PRODUCE)).isFalse();
    assertThat(reads.may(Role.OPERATE)).isFalse();
  }

  @Test
  void a_topic_is_theirs_by_its_name_or_by_a_pattern() {
    var caller = new Caller("shop", Set.of(Role.PRODUCE), List.of("rides", "orders.*"));

    assertThat(List.of("rides", "orders.new", "orders.")).allMatch(caller::covers);
    assertThat(List.of("ride", "rides2", "orders", "my.orders.new")).noneMatch(caller::covers);
    assertThat(caller.coversAll()).isFalse();
  }

  @Test
  void what_nobody_is_asked_for_is_anybodys_and_the_rest_is_its_owners() {
    assertThat(Caller.anybody("10.0.0.1").owner()).isEmpty();
    assertThat(new Caller("shop", Set.of(), List.of("*", "__*")).owner()).isEqualTo("shop");
  }

  @Test
  void a_topic_that_others_keep_for_themselves_has_to_be_named_so() {
    var everything = new Caller("anna", Set.of(Role.OPERATE), List.of("*"));
    var named = new Caller("lag", Set.of(Role.READ), List.of("__consumer_*"));

    assertThat(everything.covers("__consumer_offsets")).isFalse();
    assertThat(everything.covers("_schemas")).isTrue();
    assertThat(everything.coversAll()).isTrue();
    assertThat(named.covers("__consumer_offsets")).isTrue();
  }

  @Test
  void where_nobody_is_asked_anybody_may_do_anything() {
    var caller = Caller.anybody("127.0.0.1");

    assertThat(caller.may(Role.OPERATE, "__consumer_offsets")).isTrue();
    assertThat(caller.coversAll()).isTrue();
  }
}
