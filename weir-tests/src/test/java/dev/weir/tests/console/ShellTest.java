package dev.weir.tests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.weir.testkit.WeirExtension;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What all pages have around them, used by keyboard alone.
@Timeout(240)
class ShellTest {
  private static final String BOX = "Find a page, a topic or an action";

  @RegisterExtension static final WeirExtension weir = WeirExtension.create();
  @RegisterExtension static final Chrome chrome = new Chrome();

  private static Locator heading(Page page, String name) {
    return page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1).setExact(true));
  }

  private static Locator dialog(Page page, String name) {
    return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName(name));
  }

  /// Figures come once the page listens to keys, too.
  private static Page opened(String view) {
    var page = chrome.open(weir, view);
    assertThat(page.locator("a.health")).containsText("Flowing");
    return page;
  }

  private static void press(Page page, String... keys) {
    for (var key : keys) page.keyboard().press(key);
  }

  @Test
  void the_root_leads_a_browser_to_it() {
    var page = opened("");

    page.navigate(weir.uri("/").toString());

    assertThat(page).hasURL(Pattern.compile(".*/console/.*"));
    assertThat(heading(page, "Overview")).isVisible();
    assertThat(page).hasTitle("Overview · Weir");
  }

  @Test
  @Tag("S19")
  void no_other_page_has_it_in_a_frame() {
    var other = opened("").context().newPage();

    other.setContent("<iframe src='%s'></iframe>".formatted(weir.uri("/console/")));

    other.waitForCondition(() -> other.frames().get(1).url().startsWith("chrome-error:"));
    assertThat(other.frameLocator("iframe").locator("main")).hasCount(0);
  }

  @ParameterizedTest
  @CsvSource({
    "t,Topics",
    "r,Groups",
    "d,Delivery",
    "n,Connect",
    "c,Config",
    "h,Health",
    "o,Overview"
  })
  void two_keys_lead_to_each_page_and_back_goes_back(String key, String title) {
    var page = opened(title.equals("Overview") ? "#/topics" : "#/overview");
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .isVisible();

    press(page, "g", key);

    assertThat(heading(page, title)).isVisible();
    page.goBack();
    assertThat(heading(page, title.equals("Overview") ? "Topics" : "Overview")).isVisible();
  }

  @Test
  void tab_skips_to_the_page_and_walks_through_it() {
    var page = opened("#/config");
    assertThat(page.getByLabel("Filter settings")).isVisible();

    press(page, "Tab", "Enter", "Tab");

    page.waitForFunction("() => document.activeElement.closest('main') !== null");
  }

  @Test
  void a_slash_finds_pages_and_topics() {
    weir.post(
        "/push",
        "{\"records\":[{\"topic\":\"rides-paid\",\"data\":\"x\"}],\"wait_for_send\":true}");
    var page = opened("#/overview");
    assertThat(heading(page, "Overview")).isVisible();

    press(page, "/");
    assertThat(page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName(BOX)))
        .isFocused();
    page.keyboard().type("rides-p");
    assertThat(dialog(page, "Find").getByRole(AriaRole.OPTION).first()).containsText("rides-paid");
    press(page, "Enter");

    assertThat(page).hasURL(Pattern.compile(".*#/topics/rides-paid.*"));
  }

  @Test
  void what_one_types_into_stays_where_it_is() {
    var page = opened("#/overview");
    press(page, "/");
    var box = page.getByRole(AriaRole.COMBOBOX);
    assertThat(page.getByRole(AriaRole.OPTION).nth(5)).isVisible();
    var before = box.boundingBox().y;

    box.fill("health");

    assertThat(page.getByRole(AriaRole.OPTION)).hasCount(1);
    Assertions.assertThat(box.boundingBox().y).isEqualTo(before);
  }

  @Test
  void a_question_mark_lists_the_keys() {
    var page = opened("#/overview");
    assertThat(heading(page, "Overview")).isVisible();

    press(page, "?");

    assertThat(dialog(page, "Keys")).containsText("Delivery");
    press(page, "Escape");
    assertThat(dialog(page, "Keys")).isHidden();
  }

  @Test
  void the_theme_is_remembered() {
    var page = opened("#/overview");
    var html = page.locator("html");
    assertThat(html).hasAttribute("data-theme", "light");

    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Dark theme")).click();

    assertThat(html).hasAttribute("data-theme", "dark");
    page.reload();
    assertThat(html).hasAttribute("data-theme", "dark");
  }

  @Test
  void an_address_of_nothing_says_so() {
    var page = opened("#/nowhere");

    assertThat(page.getByText("There is no such page")).isVisible();
    page.getByText("Go to the overview").click();
    assertThat(heading(page, "Overview")).isVisible();
  }
}
