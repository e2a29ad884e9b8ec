package dev.weir.tests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.weir.testkit.Ports;
import dev.weir.testkit.WeirExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The gateway goes away under a page that is open.
@Timeout(240)
class AwayTest {
  /// The page waits longer each time before it asks again.
  private static final double BACK_MILLIS_MAX = 60_000;

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create().with("listen.http", "127.0.0.1:" + Ports.free());

  @RegisterExtension static final Chrome chrome = new Chrome();

  @Test
  void the_page_says_so_and_goes_on_by_itself_when_it_is_back() {
    var page = chrome.open(weir, "#/overview");
    var health = page.locator("a.health");
    var banner =
        page.getByRole(AriaRole.ALERT)
            .filter(new Locator.FilterOptions().setHasText("is asked again by itself"));
    assertThat(health).containsText("Flowing");

    weir.stop();

    assertThat(banner).containsText("The gateway does not answer");
    assertThat(health).containsText("No answer");
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Overview")))
        .isVisible();
    page.keyboard().press("g");
    page.keyboard().press("c");
    assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Try again")))
        .isVisible();

    weir.start();

    assertThat(banner)
        .isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(BACK_MILLIS_MAX));
    assertThat(health).containsText("Flowing");
    assertThat(page.getByRole(AriaRole.TABLE)).containsText("listen.http");
  }
}
