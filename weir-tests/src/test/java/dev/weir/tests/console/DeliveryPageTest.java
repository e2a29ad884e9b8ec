package dev.weir.tests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What an operator sees of the delivery, and does about it.
@Timeout(240)
class DeliveryPageTest {
  private static final String TRIP = "Trip…";

  /// Now and then it tries.
  private static final Pattern AWAY = Pattern.compile("○ Away|◐ Tries");

  private static final Pattern NOT_CLOSED = Pattern.compile("is (half-)?open");
  private static final String DEAD = "#/delivery?tab=dead";

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .with("acks.push", "memory")
          .with("breaker.patience", "300ms")
          .with("breaker.timeout", "1s")
          .with("limits.client-rate", "100000/s");

  @RegisterExtension static final Chrome chrome = new Chrome();

  /// None of an earlier test is left, and the sink is well.
  @BeforeEach
  void anew() {
    weir.kafka().start();
    weir.send(
        HttpRequest.newBuilder(weir.uri("/api/deadletters/kafka/drop"))
            .header("Content-Type", "application/json")
            .header("X-Weir", "1")
            .POST(BodyPublishers.ofString("{\"all\":true}")));
  }

  private static void push(String topic, int count, String fields) {
    for (var i = 0; i < count; i++) {
      weir.post(
          "/push",
          "{\"records\":[{%s\"topic\":\"%s\",\"data\":\"m%d\"}]}".formatted(fields, topic, i));
    }
  }

  private static void die(String topic, int count) {
    push(topic, count, "\"partition\":9,");
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  private static Locator dialog(Page page) {
    return page.getByRole(AriaRole.DIALOG);
  }

  private static Locator within(Locator place, String button) {
    return place.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
  }

  private static Locator kafka(Page page) {
    return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Sink kafka"));
  }

  private static Locator letters(Page page) {
    return page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Dead letters"))
        .locator("tbody tr");
  }

  @Test
  void an_outage_is_seen_and_so_is_its_end() {
    var page = chrome.open(weir, "#/delivery");
    assertThat(kafka(page)).containsText("● Sends");
    weir.kafka().stop();

    push("outage", 7, "");

    assertThat(kafka(page)).containsText(AWAY);
    assertThat(kafka(page)).containsText("Waiting7");
    assertThat(kafka(page)).containsText("answers nothing");
    assertThat(kafka(page).getByRole(AriaRole.IMG, img(NOT_CLOSED))).isVisible();
    weir.kafka().start();
    assertThat(kafka(page)).containsText("● Sends");
    assertThat(kafka(page)).containsText("Waiting0");
  }

  private static Locator.GetByRoleOptions img(Pattern name) {
    return new Locator.GetByRoleOptions().setName(name);
  }

  @Test
  void a_sink_is_tripped_and_reset() {
    var page = chrome.open(weir, "#/delivery");

    button(page, TRIP).click();
    assertThat(dialog(page)).containsText("weir gateway breaker trip kafka");
    within(dialog(page), "Trip it").click();

    assertThat(kafka(page)).containsText("○ Tripped");
    push("held", 3, "");
    var waiting = page.getByRole(AriaRole.TABLE).filter(text("held"));
    assertThat(waiting.locator("tbody tr")).hasCount(3);
    button(page, "Reset…").click();
    within(dialog(page), "Reset it").click();
    assertThat(kafka(page)).containsText("● Sends");
    assertThat(kafka(page)).containsText("Last replay3 sent");
    assertThat(page.getByText("Nothing waits in the log")).isVisible();
  }

  private static Locator.FilterOptions text(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void dead_letters_that_are_ticked_are_sent_again_and_the_rest_is_dropped_by_name() {
    die("letters", 3);
    var page = chrome.open(weir, DEAD);
    assertThat(letters(page)).hasCount(3);
    assertThat(letters(page).first()).containsText("unknown partition: ");

    letters(page).first().getByRole(AriaRole.CHECKBOX).check();
    button(page, "Send 1 again…").click();
    assertThat(dialog(page)).containsText("1 dead letter of kafka, those that are ticked,");
    within(dialog(page), "Send 1 again").click();
    assertThat(page.getByText("1 sent again")).isVisible();
    Await.until( // its partition is still not there
        "it came back",
        () -> weir.get("/api/lanes").body().matches("(?s).*\"deadLetters\":3\\b.*"));
    button(page, "Drop 3…").click();

    assertThat(dialog(page)).containsText("3 dead letters of kafka would be gone for good");
    var drop = within(dialog(page), "Drop 3");
    assertThat(drop).isDisabled();
    dialog(page).getByLabel("Type kafka to go on").fill("kafka");
    drop.click();
    assertThat(page.getByText("No dead letters")).isVisible();
  }

  @Test
  void a_dead_letter_is_read_and_the_rail_counts_it() throws Exception {
    die("read", 2);
    var page = chrome.open(weir, DEAD + "&topic=read");

    letters(page).first().click();

    var reader = page.getByRole(AriaRole.COMPLEMENTARY);
    assertThat(reader).containsText("the topic has 1 partition(s)");
    assertThat(reader).containsText("m0");
    page.keyboard().press("Escape");
    assertThat(reader).isHidden();
    var rail = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Delivery"));
    assertThat(rail.first()).containsText("2");
    var file = page.waitForDownload(page.getByText("Export")::click);
    Assertions.assertThat(Files.readAllLines(Path.of(file.path().toString()))).hasSize(2);
    button(page, "Drop").first().click();
    dialog(page).getByLabel("Type kafka to go on").fill("kafka");
    within(dialog(page), "Drop 2").click();
    assertThat(dialog(page)).isHidden();
  }

  @Test
  void the_filter_goes_with_the_address() {
    var page = chrome.open(weir, "#/delivery?topic=held");
    var topic = page.getByLabel("Topic", new Page.GetByLabelOptions().setExact(true));
    assertThat(topic).hasValue("held");

    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Delivery")).first().click();

    assertThat(topic).hasValue("");
  }

  @Test
  void settings_are_checked_before_they_are_read_again() {
    var page = chrome.open(weir, "#/delivery");

    button(page, "Check and reload…").click();

    assertThat(dialog(page)).containsText("The settings are valid.");
    assertThat(dialog(page)).containsText("Nothing differs from what is in force.");
    within(dialog(page), "Reload").click();
    assertThat(page.getByText("0 settings in force")).isVisible();
    assertThat(button(page, "Check and reload…")).isFocused();
  }
}
