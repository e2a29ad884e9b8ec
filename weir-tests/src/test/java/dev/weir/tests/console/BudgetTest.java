package dev.weir.tests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.weir.testkit.WeirExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// How quick it is on a computer four times as slow as this one. CI's machines are noisy, so what
/// is demanded is loose; the figures themselves are in the test's output.
@Timeout(240)
class BudgetTest {
  private static final double FIRST_PAINT_MILLIS_MAX = 3_000;

  /// Where the machine has something else to do, it does not have so each time.
  private static final int LOADS_MAX = 5;

  @RegisterExtension static final WeirExtension weir = WeirExtension.create();
  @RegisterExtension static final Chrome chrome = new Chrome();

  @Test
  void the_first_paint_comes_soon() {
    var page = chrome.open(weir, "#/overview");
    slow(page);

    var soonest = Double.MAX_VALUE;
    for (var i = 0; i < LOADS_MAX && soonest >= FIRST_PAINT_MILLIS_MAX; i++) {
      soonest = Math.min(soonest, firstPaint(page));
    }

    System.out.printf("first contentful paint: %.0f ms with a quarter of the CPU%n", soonest);
    assertThat(soonest).isLessThan(FIRST_PAINT_MILLIS_MAX);
  }

  private static double firstPaint(Page page) {
    page.reload();
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .isVisible();
    // What is there is painted with the next frame only.
    var paint =
        page.waitForFunction(
            "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime");
    return ((Number) paint.jsonValue()).doubleValue();
  }

  private static void slow(Page page) {
    var rate = new JsonObject();
    rate.addProperty("rate", 4);
    page.context().newCDPSession(page).send("Emulation.setCPUThrottlingRate", rate);
  }
}
