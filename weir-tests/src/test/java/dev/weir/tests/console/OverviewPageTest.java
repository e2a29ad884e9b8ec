package dev.weir.tests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.weir.testkit.WeirExtension;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The overview and the health, on one gateway that begins untouched.
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OverviewPageTest {
  /// Kafka's own waits are in it.
  private static final double AWAY_MILLIS_MAX = 60_000;

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .with("breaker.fails", "1")
          .with("breaker.patience", "500ms")
          .with("breaker.timeout", "500ms")
          .with("breaker.requests", "1")
          .with("kafka.delivery.timeout.ms", "1500")
          .with("kafka.request.timeout.ms", "1000")
          .with("kafka.max.block.ms", "1000");

  @RegisterExtension static final Chrome chrome = new Chrome();

  @Test
  @Order(1)
  void a_newcomer_is_told_how_to_send_and_sees_the_message_come_without_a_reload() {
    var page = chrome.open(weir, "#/overview");
    assertThat(heading(page, "No message yet")).isVisible();
    assertThat(page.getByText("/push")).containsText("curl");

    push();

    assertThat(heading(page, "No message yet")).isHidden();
    assertThat(page.getByText("accepted 1")).isVisible();
    assertThat(page.getByText("every message is accounted for")).isVisible();
    assertThat(page.getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName("Latency, ms")))
        .isVisible();
    assertThat(page.getByText("Nothing is wrong")).isVisible();
  }

  @Test
  @Order(2)
  void the_lane_of_each_sink_is_shown_and_leads_to_its_page() {
    var page = chrome.open(weir, "#/overview");
    var lane =
        page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Lanes"))
            .getByRole(AriaRole.ROW)
            .filter(new Locator.FilterOptions().setHasText("kafka"));

    assertThat(lane).containsText("takes messages");
    lane.click();

    assertThat(page).hasURL(Pattern.compile(".*#/delivery.*"));
  }

  @Test
  @Order(3)
  void the_health_names_each_check() {
    var page = chrome.open(weir, "#/health");

    assertThat(page.getByText(Pattern.compile("All \\d+ checks are fine"))).isVisible();
    assertThat(page.getByText("Kafka", new Page.GetByTextOptions().setExact(true))).isVisible();
    assertThat(page.getByText("./weir doctor")).isVisible();
  }

  @Test
  @Order(4)
  void kafka_away_is_said_with_the_remedy_and_so_is_its_return() {
    var page = chrome.open(weir, "#/overview");
    var wrong =
        page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("What is wrong"));
    var word = page.getByRole(AriaRole.BANNER);
    assertThat(word).containsText("Flowing");
    weir.kafka().stop();
    try {
      assertThat(word).containsText("Kafka does not answer", inTheEnd());
      push();

      assertThat(wrong).containsText("Kafka is away", inTheEnd());
      assertThat(wrong).containsText("See whether Kafka is well");
      assertThat(word).containsText("Waiting for Kafka: 1 stored");
    } finally {
      weir.kafka().start();
    }
    assertThat(page.getByText("Nothing is wrong")).isVisible(visibleInTheEnd());
    assertThat(word).containsText("Flowing");
  }

  private static ContainsTextOptions inTheEnd() {
    return new ContainsTextOptions().setTimeout(AWAY_MILLIS_MAX);
  }

  private static IsVisibleOptions visibleInTheEnd() {
    return new IsVisibleOptions().setTimeout(AWAY_MILLIS_MAX);
  }

  private static Locator heading(Page page, String name) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
  }

  private static void push() {
    weir.post("/push", "{\"records\":[{\"topic\":\"rides\",\"data\":\"x\"}]}");
  }
}
