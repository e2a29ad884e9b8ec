package dev.weir.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class TopicLabelsTest {
  private final List<String> made = new ArrayList<>();
  private final TopicLabels<String> labels =
      new TopicLabels<>(label -> {
        made.add(label);
        return label;
      });

  @Test
  void a_topic_has_figures_of_its_own_which_are_made_once() {
    var first = labels.of("rides");
    var again = labels.of("rides");

    assertThat(first).isEqualTo("rides").isSameAs(again);
    assertThat(made).containsExactly("rides");
  }

  @Test
  @Tag("S16")
  void topics_beyond_the_first_thousand_are_counted_together() {
    for (var i = 0; i < 100_000; i++) labels.of("topic-" + i);

    assertThat(labels.of("one-more")).isEqualTo("__other__");
    assertThat(labels.of("another")).isEqualTo("__other__");
    assertThat(labels.of("topic-999")).isEqualTo("topic-999");
    assertThat(made).hasSize(TopicLabels.MOST + 1);
  }

  @Test
  void a_name_that_no_topic_can_have_is_counted_with_the_others() {
    assertThat(labels.of("two words")).isEqualTo("__other__");
    assertThat(labels.of("")).isEqualTo("__other__");
    assertThat(made).containsExactly("__other__");
  }

  @Test
  void the_label_of_the_others_is_a_label_like_any() {
    Function<String, String> of = labels::of;

    assertThat(of.apply(TopicLabels.OTHER)).isSameAs(of.apply("two words"));
  }
}
