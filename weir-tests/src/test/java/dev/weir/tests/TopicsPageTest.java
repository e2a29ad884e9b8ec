package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.testkit.WeirExtension;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What `docs/topics.md` shows runs as it stands.
@Timeout(180)
class TopicsPageTest {
  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  @Test
  void the_commands_on_the_page_run_and_succeed() throws IOException, InterruptedException {
    assumeTrue(Ran.isThere("curl"), "docs/topics.md was not run: there is no curl");
    var port = Integer.toString(weir.port("http"));
    weir.post(
        "/push", "{\"records\":[{\"topic\":\"rides\",\"data\":\"\"}],\"wait_for_send\":true}");

    for (var block : Page.of("docs/topics.md").blocks("sh")) {
      var ran = Ran.of("sh", "-c", block.replace("8082", port));

      assertThat(ran.exitCode()).as(block).isZero();
      assertThat(ran.output()).as(block).containsAnyOf("200 OK", "\"line\":2", "rides");
    }
    weir.kafka().topic("rides").eventuallyContains("hello", "one", "two");
  }
}
