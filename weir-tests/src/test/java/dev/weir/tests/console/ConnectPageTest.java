package dev.weir.tests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.LINK;
import static com.microsoft.playwright.options.AriaRole.REGION;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.weir.testkit.WeirExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The page with the programs; `SnippetsTest` runs them.
@Timeout(240)
class ConnectPageTest {
  @RegisterExtension static final WeirExtension weir = WeirExtension.create();
  @RegisterExtension static final Chrome chrome = new Chrome();

  @Test
  void it_begins_with_a_program_that_has_the_address_of_this_gateway() {
    var page = chrome.open(weir, "#/connect");

    assertThat(way(page, "HTTP push"))
        .containsText("curl -H 'Content-Type: application/json' " + weir.uri("/push"));
  }

  @Test
  void topic_and_message_are_filled_in_as_they_are_typed_and_stand_in_the_address() {
    var page = chrome.open(weir, "#/connect?way=topics");

    field(page, "Topic").fill("rides");
    field(page, "Message").fill("it's on");

    assertThat(way(page, "HTTP topics")).containsText("/topics/rides/messages");
    assertThat(way(page, "HTTP topics")).containsText("--data-raw 'it'\\''s on'");
    assertThat(page.url()).endsWith("#/connect?way=topics&topic=rides&message=it%27s+on");
  }

  @Test
  void a_field_can_be_emptied_for_another_name() {
    var page = chrome.open(weir, "#/connect");

    field(page, "Topic").fill("");
    field(page, "Topic").pressSequentially("rides");

    assertThat(field(page, "Topic")).hasValue("rides");
    assertThat(way(page, "HTTP push")).containsText("rides");
  }

  @Test
  void a_name_that_no_topic_can_have_is_told_beside_its_field() {
    var page = chrome.open(weir, "#/connect");

    field(page, "Topic").fill("a b");

    assertThat(field(page, "Topic")).hasAttribute("aria-invalid", "true");
    assertThat(page.getByText("A topic's name has 1 to 249 of A-Z")).isVisible();
    assertThat(way(page, "HTTP push")).containsText("hello");
  }

  @Test
  void it_says_when_a_message_came_that_way() {
    var page = chrome.open(weir, "#/connect?way=push");
    assertThat(way(page, "HTTP push")).containsText("Waiting for a message over HTTP push");

    weir.post(
        "/push", "{\"records\":[{\"topic\":\"hello\",\"data\":\"x\"}],\"wait_for_send\":true}");

    assertThat(way(page, "HTTP push")).containsText("received 1 message");
    assertThat(ways(page).getByRole(LINK, named("HTTP push"))).containsText("✓ 1");
    assertThat(ways(page).getByRole(LINK, named("REST v2"))).not().containsText("✓");
  }

  @Test
  void a_way_that_is_off_says_what_opens_it() {
    var page = chrome.open(weir, "#/connect");

    ways(page).getByRole(LINK, named("Acknowledged socket")).click();

    assertThat(way(page, "Acknowledged socket"))
        .containsText("Set listen.unix-acked: acked.sock and start the gateway again.");
    assertThat(way(page, "Acknowledged socket")).containsText("weir.connect(\"acked.sock\")");
  }

  @Test
  void what_is_copied_is_the_program() {
    var here = new Browser.NewContextOptions();
    here.setPermissions(List.of("clipboard-read", "clipboard-write"));
    var page = chrome.open(weir, "#/connect?way=kcat", here);

    way(page, "kcat").getByLabel("Copy").click();

    assertThat(page.getByText("Copied")).isVisible();
    assertThat(page.evaluate("() => navigator.clipboard.readText()").toString())
        .startsWith(
            "printf '%s\\n' world | kcat -b " + weir.kafka().bootstrapServers() + " -P -t hello\n");
  }

  @Test
  void each_way_has_its_program() {
    var page = chrome.open(weir, "#/connect");
    var links = ways(page).getByRole(LINK);
    assertThat(links).hasCount(11);

    for (var link : links.all()) {
      link.click();
      assertThat(link).hasAttribute("aria-current", "page");
      assertThat(page.locator("pre")).containsText("hello");
    }
  }

  private static Locator field(Page page, String name) {
    return page.getByLabel(name, new Page.GetByLabelOptions().setExact(true));
  }

  private static Locator way(Page page, String name) {
    return page.getByRole(REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator ways(Page page) {
    return page.getByLabel("Ways in");
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }
}
