package dev.weir.tests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.COMPLEMENTARY;
import static com.microsoft.playwright.options.AriaRole.DIALOG;
import static com.microsoft.playwright.options.AriaRole.ROW;
import static com.microsoft.playwright.options.AriaRole.TABLE;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.weir.testkit.WeirExtension;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The page with the settings.
@Timeout(240)
class ConfigPageTest {
  private static final String SECRET = "hush-hush";

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create().with("limits.in-flight", "500").with("kafka.ssl.key.password", SECRET);

  @RegisterExtension static final Chrome chrome = new Chrome();

  @Test
  void every_setting_has_its_value_origin_and_meaning() {
    var page = chrome.open(weir, "#/config");

    assertThat(row(page, "limits.in-flight")).containsText("500--setmessages in Weir at one time");
    assertThat(row(page, "wal.mode")).containsText("fallbackdefault");
    assertThat(page.getByText(Pattern.compile("loaded \\d\\d:\\d\\d:\\d\\d without a file")))
        .isVisible();
  }

  @Test
  void a_secret_is_told_to_be_set_and_nothing_more() {
    var page = chrome.open(weir, "#/config");

    assertThat(row(page, "kafka.ssl.key.password")).containsText("•••• (set)");
    assertThat(page.getByText(SECRET)).hasCount(0);
  }

  @Test
  void a_filter_looks_at_meanings_too_and_stands_in_the_address() {
    var page = chrome.open(weir, "#/config");
    assertThat(row(page, "wal.mode")).isVisible();

    page.keyboard().press("/");
    page.keyboard().type("breaker failures");

    assertThat(rows(page)).hasCount(2);
    page.reload();
    assertThat(rows(page)).hasCount(2);
    assertThat(page.getByLabel("Filter settings")).hasValue("breaker failures");
  }

  @Test
  void what_nobody_changed_can_be_left_out() {
    var page = chrome.open(weir, "#/config");
    assertThat(row(page, "wal.mode")).isVisible();

    page.getByLabel("only changed").check();

    assertThat(row(page, "limits.in-flight")).isVisible();
    assertThat(row(page, "wal.mode")).hasCount(0);
  }

  @Test
  void a_row_opens_with_all_that_is_known_and_how_to_set_it() {
    var page = chrome.open(weir, "#/config?q=in-flight");

    row(page, "limits.in-flight").focus();
    page.keyboard().press("Enter");

    var details =
        page.getByRole(COMPLEMENTARY, new Page.GetByRoleOptions().setName("limits.in-flight"));
    assertThat(details).containsText("Messages in Weir at one time.");
    assertThat(details).containsText("Default100000");
    assertThat(details).containsText("after a reload");
    assertThat(details).containsText("WEIR_LIMITS_IN_FLIGHT=500");
    page.keyboard().press("Escape");
    assertThat(details).hasCount(0);
  }

  @Test
  void a_reload_shows_first_what_it_would_change() {
    var page = chrome.open(weir, "#/config");

    page.getByText("Check and reload…").click();

    var dialog = page.getByRole(DIALOG);
    assertThat(dialog).containsText("Nothing differs from what is in force.");
    dialog.getByText("Reload", new Locator.GetByTextOptions().setExact(true)).click();
    assertThat(dialog).hasCount(0);
  }

  @Test
  void a_filter_that_finds_nothing_says_where_it_looked() {
    var page = chrome.open(weir, "#/config?q=xyzzy");

    assertThat(page.getByText("No setting has “xyzzy”")).isVisible();
  }

  private static Locator row(Page page, String key) {
    return rows(page).filter(new Locator.FilterOptions().setHas(page.getByText(key, exactly())));
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  /// Without the heading.
  private static Locator rows(Page page) {
    return page.getByRole(TABLE).locator("tbody").getByRole(ROW);
  }
}
