package dev.weir.tests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.weir.testkit.WeirExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The pages of groups.
@Timeout(240)
class GroupsPageTest {
  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  @RegisterExtension static final Chrome chrome = new Chrome();

  @BeforeAll
  static void there_are_messages() throws Exception {
    weir.kafka().createTopic("rides", 1);
    var messages =
        IntStream.range(0, 10)
            .mapToObj("{\"topic\":\"rides\",\"data\":\"%d\"}"::formatted)
            .collect(Collectors.joining(","));
    weir.post("/push", "{\"records\":[%s],\"wait_for_send\":true}".formatted(messages));
    commit("billing", 9);
    commit("audit", 2);
    commit("<b>odd</b>", 10);
  }

  @Test
  void the_furthest_behind_is_on_top_and_a_filter_is_in_the_address() {
    var page = chrome.open(weir, "#/groups");

    assertThat(page.getByRole(AriaRole.ROW).nth(1)).containsText("audit");
    assertThat(page.getByRole(AriaRole.ROW).nth(1)).containsText("8");
    assertThat(link(page, "<b>odd</b>")).isVisible();
    page.getByLabel("Filter groups").fill("bill");
    assertThat(page.getByRole(AriaRole.ROW)).hasCount(2);
    assertThat(page).hasURL(weir.uri("/console/") + "#/groups?q=bill");
  }

  @Test
  void a_group_is_set_elsewhere_by_the_keyboard_alone() throws Exception {
    commit("billing", 9);
    var page = chrome.open(weir, "#/groups?q=billing");

    assertThat(link(page, "billing")).isVisible();
    page.keyboard().press("j");
    page.keyboard().press("Enter");
    assertThat(heading(page, "billing")).isVisible();
    assertThat(committed(page, "billing")).hasText("9");
    page.keyboard().press("x");
    assertThat(page.getByLabel("Set it to")).isVisible();
    button(page, "Show what changes").press("Enter");

    assertThat(page.getByText("9 messages would be read again")).isVisible();
    assertThat(page.getByText("weir groups reset billing --to start --execute")).isVisible();
    assertThat(page.getByLabel("Type billing to set it there")).isFocused();
    page.keyboard().type("billing");
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
    assertThat(committed(page, "billing")).hasText("0");
  }

  @Test
  void the_lag_falls_while_one_looks() throws Exception {
    commit("nightly", 3);
    var page = chrome.open(weir, "#/groups/nightly");

    assertThat(committed(page, "nightly")).hasText("3");
    commit("nightly", 10);

    assertThat(page.locator("dl").getByText("caught up")).isVisible();
    assertThat(committed(page, "nightly")).hasText("10");
  }

  @Test
  void who_reads_is_told_and_keeps_the_group_where_it_is() {
    var settings =
        Map.<String, Object>of(
            "bootstrap.servers", weir.kafka().bootstrapServers(),
            "group.id", "alive",
            "client.id", "reader",
            "auto.offset.reset", "earliest");
    var text = new StringDeserializer();
    try (var consumer = new KafkaConsumer<>(settings, text, text)) {
      consumer.subscribe(List.of("rides"));
      while (consumer.assignment().isEmpty()) consumer.poll(Duration.ofMillis(50));
      consumer.assignment().forEach(consumer::position);
      consumer.commitSync();
      var page = chrome.open(weir, "#/groups/alive");

      assertThat(table(page, "Members of alive")).containsText("reader");
      assertThat(button(page, "Delete…")).isDisabled();
      button(page, "Reset offsets…").click();
      button(page, "Show what changes").click();
      assertThat(page.getByText("It would be refused now")).isVisible();
      assertThat(button(page, "Reset offsets").last()).isDisabled();
    }
  }

  @Test
  void a_group_is_forgotten_when_its_name_was_typed() throws Exception {
    commit("old", 1);
    var page = chrome.open(weir, "#/groups/old");

    button(page, "Delete…").click();
    page.getByLabel("Type old to go on").fill("old");
    button(page, "Delete group").click();

    assertThat(heading(page, "Groups")).isVisible();
    assertThat(link(page, "audit")).isVisible();
    assertThat(link(page, "old")).isHidden();
  }

  @Test
  void of_a_group_that_is_not_there_the_page_says_so() {
    var page = chrome.open(weir, "#/groups/nobody");

    assertThat(page.getByRole(AriaRole.ALERT)).containsText("There is no group 'nobody'");
  }

  /// Makes the group where there is none.
  private static void commit(String group, long offset) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", weir.kafka().bootstrapServers()))) {
      var offsets = Map.of(new TopicPartition("rides", 0), new OffsetAndMetadata(offset));
      admin.alterConsumerGroupOffsets(group, offsets).all().get();
    }
  }

  private static Locator committed(Page page, String group) {
    return table(page, "Partitions of " + group)
        .getByRole(AriaRole.ROW)
        .last()
        .getByRole(AriaRole.CELL)
        .nth(3);
  }

  private static Locator table(Page page, String name) {
    return page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName(name));
  }

  private static Locator button(Page page, String name) {
    var exactly = new Page.GetByRoleOptions().setName(name).setExact(true);
    return page.getByRole(AriaRole.BUTTON, exactly);
  }

  private static Locator link(Page page, String name) {
    var exactly = new Page.GetByRoleOptions().setName(name).setExact(true);
    return page.getByRole(AriaRole.LINK, exactly);
  }

  private static Locator heading(Page page, String name) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
  }
}
