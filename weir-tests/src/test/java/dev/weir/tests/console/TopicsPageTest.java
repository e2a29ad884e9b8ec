package dev.weir.tests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByLabelOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.weir.testkit.WeirExtension;
import java.net.URLEncoder;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Topics from their making to their end, as a person does it, and the drawer that sends messages.
@Timeout(240)
class TopicsPageTest {
  @RegisterExtension static final WeirExtension weir = WeirExtension.create();
  @RegisterExtension static final Chrome chrome = new Chrome();

  @Test
  void a_topic_is_made_filled_seen_and_deleted() {
    var page = chrome.open(weir, "#/topics");

    button(page, "Create topic").click();
    field(page, "Name").fill("trips");
    field(page, "Partitions").fill("3");
    assertThat(page.getByText("weir topics create trips -p 3")).isVisible();
    button(page, "Create").click();
    assertThat(page.getByRole(AriaRole.HEADING, named("Topics / trips"))).isVisible();
    assertThat(page.getByText("3 partitions × 1 replica")).isVisible();

    button(page, "Produce").click();
    field(page, "Key").fill("42");
    field(page, "Value").fill("{\"id\":42}");
    button(page, "Send").click();
    assertThat(page.getByText("Kafka has it:")).isVisible();
    assertThat(page.getByText("1 message")).isVisible();
    button(drawer(page), "Close").click();

    page.getByRole(AriaRole.HEADING).getByRole(AriaRole.LINK).click();
    assertThat(row(page, "trips").getByRole(AriaRole.CELL).nth(3)).hasText("1");

    row(page, "trips").getByRole(AriaRole.LINK).click();
    button(page, "Delete…").click();
    var dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog.getByText("1 message")).isVisible();
    assertThat(button(dialog, "Delete")).hasAttribute("aria-disabled", "true");
    field(page, "Type trips to go on").fill("trips");
    button(dialog, "Delete").click();
    assertThat(page.getByRole(AriaRole.HEADING, named("Topics"))).isVisible();
    assertThat(row(page, "trips")).hasCount(0);
  }

  @Test
  void the_drawer_opens_by_its_key_and_stays_with_what_was_written() {
    weir.kafka().createTopic("rides", 1);
    var page = chrome.open(weir, "#/topics/rides?tab=partitions");
    assertThat(page.getByRole(AriaRole.TABLE, named("Partitions"))).isVisible();

    page.keyboard().press("p");
    assertThat(field(page, "Topic")).hasValue("rides");
    button(page, "Add header").click();
    field(page, "Name of header 1").fill("type");
    field(page, "Value of header 1").fill("ride");
    field(page, "Value").fill("{\"id\":");
    assertThat(page.getByText("It is sent all the same.")).isVisible();
    field(page, "Value").press("Control+Enter");

    assertThat(drawer(page)).containsText("partition 0, offset 0");
    assertThat(field(page, "Value")).hasValue("{\"id\":");
    var message = weir.kafka().topic("rides").records(1).getFirst();
    assertThat(new String(message.value(), UTF_8)).isEqualTo("{\"id\":");
    assertThat(message.headers().lastHeader("type").value()).isEqualTo("ride".getBytes(UTF_8));

    field(page, "Times").fill("30");
    field(page, "A second").fill("1000");
    button(page, "Send 30 ×").click();
    assertThat(drawer(page)).containsText("30 sent, the last in partition 0, offset 30");

    page.reload();
    assertThat(page.getByRole(AriaRole.TABLE, named("Partitions"))).isVisible();
    page.keyboard().press("p");
    drawer(page).getByRole(AriaRole.LISTITEM).first().getByRole(AriaRole.BUTTON).click();
    assertThat(field(page, "Times")).hasValue("30");
  }

  @Test
  void a_setting_is_changed_after_kafka_has_said_what_would_change() {
    weir.kafka().createTopic("kept", 1);
    var page = chrome.open(weir, "#/topics/kept?tab=config&q=retention.ms");

    button(page, "Change retention.ms").click();
    field(page, "Value of retention.ms").fill("3600000");
    assertThat(page.getByText("weir topics alter kept -c retention.ms=3600000")).isVisible();
    button(page, "Check…").click();
    assertThat(page.getByText("Messages older than 1 h will be deleted.")).isVisible();
    button(page, "Change").click();

    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    var setting = row(page, "3600000");
    assertThat(setting).containsText("topic");
    assertThat(setting).containsText("604800000");
  }

  @Test
  void what_a_link_names_is_shown_as_text() {
    var evil = "<img src=x onerror=document.title='broken'>";
    var address = URLEncoder.encode(evil, UTF_8).replace("+", "%20");

    var list = chrome.open(weir, "#/topics?q=" + address);
    assertThat(list.getByText("“" + evil + "”")).isVisible();
    var topic = chrome.open(weir, "#/topics/" + address);
    assertThat(topic.getByRole(AriaRole.ALERT)).containsText("there is no such topic");

    assertThat(topic.getByRole(AriaRole.HEADING, named(evil))).isVisible();
    assertThat(topic.locator("img")).hasCount(0);
    assertThat(list.locator("img")).hasCount(0);
  }

  @Test
  void a_long_name_leaves_room_for_figures_on_a_telephone() {
    weir.kafka().createTopic("x".repeat(249), 1);
    var telephone = new Browser.NewContextOptions().setViewportSize(390, 844);

    var page = chrome.open(weir, "#/topics", telephone);

    var name = page.getByRole(AriaRole.CELL).filter(having("x".repeat(249)));
    assertThat(name).isVisible();
    Assertions.assertThat(name.boundingBox().width).isLessThan(220);
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static GetByRoleOptions named(String name) {
    return new GetByRoleOptions().setName(name);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, named(name).setExact(true));
  }

  private static Locator button(Locator inside, String name) {
    var options = new Locator.GetByRoleOptions().setName(name).setExact(true);
    return inside.getByRole(AriaRole.BUTTON, options);
  }

  private static Locator field(Page page, String label) {
    return page.getByLabel(label, new GetByLabelOptions().setExact(true));
  }

  private static Locator drawer(Page page) {
    return page.getByRole(AriaRole.COMPLEMENTARY, named("Produce"));
  }

  private static Locator row(Page page, String text) {
    return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(text));
  }
}
