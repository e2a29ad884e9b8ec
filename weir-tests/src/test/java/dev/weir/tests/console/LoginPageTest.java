package dev.weir.tests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.weir.auth.KeyHash;
import dev.weir.auth.PasswordHash;
import dev.weir.testkit.WeirExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Where users are set up, one logs in, and is at the page that was asked for.
@Timeout(240)
class LoginPageTest {
  private static final String KEY = KeyHash.newKey();

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .with("auth.users.anna.password", PasswordHash.of("secret", 10_000).text())
          .with("auth.users.anna.role", "operate")
          .with("auth.users.rita.password", PasswordHash.of("look", 10_000).text())
          .with("auth.keys.ci.key", KeyHash.of(KEY).text());

  @RegisterExtension static final Chrome chrome = new Chrome();

  @Test
  void one_logs_in_and_is_where_one_wanted_to_be() {
    var page = chrome.open(weir, "#/config");
    assertThat(field(page, "User")).isFocused();

    logIn(page, "anna", "secret");

    assertThat(heading(page, "Config")).isVisible();
    page.reload();
    assertThat(heading(page, "Config")).isVisible();
  }

  @Test
  void a_wrong_login_does_not_tell_what_was_wrong() {
    var page = chrome.open(weir, "#/topics");

    logIn(page, "anna", "wrong");
    assertThat(page.getByRole(AriaRole.ALERT)).hasText("✕ The user or the password is wrong.");
    assertThat(field(page, "User")).hasValue("anna");
    assertThat(field(page, "Password")).hasValue("");
    assertThat(field(page, "Password")).isFocused();

    logIn(page, "nobody", "secret");
    assertThat(page.getByRole(AriaRole.ALERT)).hasText("✕ The user or the password is wrong.");
  }

  @Test
  void what_is_missing_is_asked_for() {
    var page = chrome.open(weir, "#/topics");

    button(page, "Log in").click();

    assertThat(page.getByRole(AriaRole.ALERT)).hasText("✕ Say who you are.");
  }

  @Test
  void a_key_is_enough() {
    var page = chrome.open(weir, "#/topics");
    button(page, "Use an API key").click();

    field(page, "API key").fill(KEY);
    button(page, "Log in").click();

    assertThat(heading(page, "Topics")).isVisible();
  }

  @Test
  void who_may_only_look_sees_what_they_may_not_do_and_why() {
    var page = chrome.open(weir, "#/topics");
    logIn(page, "rita", "look");

    var create = button(page, "Create topic").first();

    assertThat(create).hasAttribute("aria-disabled", "true");
    assertThat(create).hasAttribute("title", "Your role is read. This needs the role operate.");
    page.getByText("rita").first().click();
    assertThat(page.getByText("may look")).isVisible();
  }

  @Test
  void one_logs_out_and_nobody_comes_back_in_by_the_back_button() {
    var page = chrome.open(weir, "#/topics");
    logIn(page, "anna", "secret");
    assertThat(heading(page, "Topics")).isVisible();

    page.getByText("anna").first().click();
    button(page, "Log out").click();

    assertThat(heading(page, "Log in to Weir")).isVisible();
    page.reload();
    assertThat(heading(page, "Log in to Weir")).isVisible();
  }

  @Test
  void a_login_that_has_ended_is_asked_for_again_and_one_is_back_where_one_was() {
    var page = chrome.open(weir, "#/topics");
    logIn(page, "anna", "secret");
    assertThat(heading(page, "Topics")).isVisible();

    page.context().clearCookies();
    // Not by a click: the page may ask for the login before, as it looks again by itself.
    page.evaluate("() => { location.hash = '#/config'; }");
    assertThat(page.getByText("Your login has ended.")).isVisible();
    logIn(page, "anna", "secret");

    assertThat(heading(page, "Config")).isVisible();
  }

  private static void logIn(Page page, String user, String password) {
    field(page, "User").fill(user);
    field(page, "Password").fill(password);
    page.keyboard().press("Enter");
  }

  private static Locator field(Page page, String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  private static Locator button(Page page, String name) {
    var options = new Page.GetByRoleOptions().setName(name).setExact(true);
    return page.getByRole(AriaRole.BUTTON, options);
  }

  private static Locator heading(Page page, String name) {
    var options = new Page.GetByRoleOptions().setName(name).setExact(true);
    return page.getByRole(AriaRole.HEADING, options);
  }
}
