package dev.weir.tests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.weir.testkit.WeirExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every page, in both themes: that everybody can read and use it, and that it fits
/// a small screen. A picture of each goes to `target/console`, with more on it after some traffic:
///
/// ```sh
/// ./weir test -pl weir-tests -am -Dtest=EveryPageTest -Dweir.traffic=200
/// ```
@Timeout(240)
class EveryPageTest {
  private static final Path PICTURES = Path.of("target", "console");
  private static final Set<String> GRAVE = Set.of("serious", "critical");

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create().with("acks.push", "memory").with("limits.client-rate", "100000/s");

  @RegisterExtension static final Chrome chrome = new Chrome();

  /// Something to see on each.
  @BeforeAll
  static void messages() {
    var traffic = new Traffic(weir);
    traffic.send();
    traffic.flow(Duration.ofSeconds(Long.getLong("weir.traffic", 0)));
  }

  /// A view of the console.
  ///
  /// @param name of its picture
  /// @param shows a text that is there once it is whole
  record View(String name, String address, String shows) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<View> views() {
    return List.of(
        new View("overview", "#/overview", "every message is accounted for"),
        new View("topics", "#/topics", "rides"),
        new View("messages", "#/topics/rides?tab=messages", "Bern"),
        new View("partitions", "#/topics/rides?tab=partitions", "Leader"),
        new View("topic-config", "#/topics/rides?tab=config", "retention.ms"),
        new View("groups", "#/groups", "billing"),
        new View("group", "#/groups/billing", "rides"),
        new View("delivery", "#/delivery", "closed"),
        new View("dead-letters", "#/delivery?tab=dead", "rides"),
        new View("limits", "#/delivery?tab=limits", "Largest"),
        new View("connect", "#/connect", "curl"),
        new View("config", "#/config", "listen.http"),
        new View("health", "#/health", "Cluster"));
  }

  /// One load for all three: it is what takes the time.
  @ParameterizedTest
  @MethodSource("views")
  void everybody_can_read_and_use_it_in_both_themes_and_on_a_telephone(View view) {
    var page = opened(view);

    for (var theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
      picture(page, view, theme.name().toLowerCase(Locale.ROOT));
      assertThat(graveFaults(page)).as(theme.name()).isEmpty();
    }

    page.setViewportSize(390, 844);
    picture(page, view, "small");
    page.waitForFunction("() => document.documentElement.scrollWidth === 390"); // once it is drawn
  }

  private static List<String> graveFaults(Page page) {
    return new AxeBuilder(page)
        .analyze().getViolations().stream()
            .filter(rule -> GRAVE.contains(rule.getImpact()))
            .map(rule -> rule.getHelp() + ": " + rule.getNodes().getFirst().getHtml())
            .toList();
  }

  private static void picture(Page page, View view, String kind) {
    var file = PICTURES.resolve("%s-%s.png".formatted(view.name(), kind));
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
  }

  private static Page opened(View view) {
    var window = new Browser.NewContextOptions().setViewportSize(1_440, 900);
    var page = chrome.open(weir, view.address(), window);
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .isVisible();
    assertThat(page.locator("main")).containsText(view.shows());
    assertThat(page.locator("a.health")).containsText("Flowing");
    return page;
  }
}
