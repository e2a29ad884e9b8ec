package dev.weir.tests.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.weir.testkit.WeirExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A browser for the class, and a window of its own for each test.
///
/// ```java
/// @RegisterExtension static final WeirExtension weir = WeirExtension.create();
/// @RegisterExtension static final Chrome chrome = new Chrome();
///
/// @Test
/// void it_says_that_messages_flow() {
///   var page = chrome.open(weir, "#/overview");
///
///   assertThat(page.getByRole(AriaRole.STATUS)).hasText("Flowing");
/// }
/// ```
///
/// After each test nothing may have gone wrong inside the page: no script failed, and nothing was
/// tried that the content security policy forbids. Without Chromium the tests are left out, or fail
/// where `TESTS_FOREIGN=required`.
final class Chrome implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private static final double ANSWER_MILLIS_MAX = 30_000;
  private static final double START_MILLIS_MAX = 120_000;
  private static final List<String> PLACES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  private @Nullable Playwright playwright;
  private @Nullable Browser browser;
  private @Nullable BrowserContext window;
  private final List<String> faults = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void beforeAll(ExtensionContext context) {
    var program = program();
    PlaywrightAssertions.setDefaultAssertionTimeout(ANSWER_MILLIS_MAX);
    var alone = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(alone));
    browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(program)
                    .setTimeout(START_MILLIS_MAX)
                    .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
  }

  private static Path program() {
    for (var place : PLACES) {
      if (Files.isExecutable(Path.of(place))) return Path.of(place);
    }
    var why = "there is no Chromium. Install it: apt-get install chromium";
    if ("required".equals(System.getenv("TESTS_FOREIGN"))) return fail(why);
    return abort("left out: " + why);
  }

  /// Opens a view of the console, such as `#/topics`, in a window of 1,280 × 800 and the light
  /// theme.
  Page open(WeirExtension weir, String view) {
    return open(weir, view, new Browser.NewContextOptions());
  }

  /// The same in another window.
  Page open(WeirExtension weir, String view, Browser.NewContextOptions options) {
    if (window == null) window = window(options);
    var page = window.newPage();
    page.setDefaultTimeout(ANSWER_MILLIS_MAX);
    page.onPageError(faults::add);
    page.onConsoleMessage(message -> {
      if (message.text().contains("Content Security Policy")) faults.add(message.text());
    });
    page.navigate(weir.uri("/console/") + view);
    return page;
  }

  private BrowserContext window(Browser.NewContextOptions options) {
    if (browser == null) throw new IllegalStateException("the browser is not running");
    if (options.colorScheme == null) options.setColorScheme(ColorScheme.LIGHT);
    if (options.viewportSize == null) options.setViewportSize(1_280, 800);
    return browser.newContext(options);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (window != null) window.close();
    window = null;
    var found = List.copyOf(faults);
    faults.clear();
    assertThat(found).as("what went wrong inside the page").isEmpty();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (playwright != null) playwright.close();
  }
}
