package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The programs of `examples/worker` run as they stand, and show what they say.
///
/// Each is a process of its own, as a user starts it. A few at a time, since most of them wait.
@Timeout(900)
class WorkerProgramsTest {
  @RegisterExtension static final BrokerExtension broker = BrokerExtension.create();

  private static final int AT_ONCE = 3;

  /// Those that end by themselves.
  private static final List<String> BOUNDED =
      List.of(
          "Outage",
          "RetryPipeline",
          "Chain",
          "Delay",
          "Speedup",
          "DeadLetters",
          "ExactlyOnce",
          "Events",
          "ManyTopics",
          "OwnCodec",
          "Read",
          "Testing");

  private static final Map<String, Future<String>> said = new ConcurrentHashMap<>();
  private static final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

  @BeforeAll
  static void run() {
    for (var name : BOUNDED) said.put(name, threads.submit(() -> ran(name)));
  }

  @AfterAll
  static void end() {
    threads.shutdownNow();
  }

  @Test
  void each_program_is_run() throws IOException {
    assertThat(WorkerPageTest.programs())
        .containsAll(BOUNDED)
        .hasSize(BOUNDED.size() + 4); // the workers that go on, and what writes for them
  }

  @Test
  void a_worker_processes_what_is_written_and_ends_cleanly() throws Exception {
    pair("FirstWorker", "Produce", "Hello, ");
  }

  @Test
  void a_worker_of_avro_processes_what_is_written_and_ends_cleanly() throws Exception {
    pair("AvroWorker", "ProduceAvro", "Hello, Eve, you are 24");
  }

  @Test
  void dead_letters_say_where_they_come_from_and_why() throws Exception {
    assertThat(said("DeadLetters"))
        .contains("paid: Payment[card=1111, cents=250]")
        .contains("dead letter: {\"card\":\"\",\"cents\":250}")
        .contains(
            "1 attempt(s): ", "3 attempt(s): java.lang.ArithmeticException: less than nothing")
        .contains("dead letter: this is not JSON");
  }

  @Test
  void a_delay_is_kept() throws Exception {
    var ages = numbers(said("Delay"), "reminder \\d, (\\d+) ms after it was written");

    assertThat(ages).hasSize(5).allSatisfy(age -> assertThat(age).isBetween(3_000L, 60_000L));
  }

  @Test
  void concurrency_makes_it_faster() throws Exception {
    var output = said("Speedup");
    var times = numbers(output, "concurrency +\\d+: (\\d+) ms");

    assertThat(times).hasSize(2);
    assertThat(times.getFirst()).as(output).isGreaterThan(2 * times.getLast());
    assertThat(output).doesNotContain("out of order");
  }

  @Test
  void a_chain_ends_in_the_last_topic() throws Exception {
    assertThat(said("Chain"))
        .containsSubsequence(
            "the first worker tries a parcel to nowhere",
            "copied to parcels.again",
            "the second worker tries a parcel to nowhere",
            "copied to parcels.lost");
  }

  @Test
  void an_outage_makes_no_dead_letters() throws Exception {
    assertThat(said("Outage"))
        .containsSubsequence("breaker: OPEN", "breaker: CLOSED", "100 messages done, ")
        .contains(" 0 dead letters");
  }

  @Test
  void retries_step_aside() throws Exception {
    assertThat(said("RetryPipeline"))
        .contains("at once, attempt 1, from contacts")
        .contains("later, attempt 2, from contacts.retry.crm.1")
        .contains("never, attempt 3, from contacts.retry.crm.2")
        .contains("dead letters: 1");
  }

  @Test
  void what_is_made_of_a_message_is_there_once() throws Exception {
    assertThat(said("ExactlyOnce")).contains("200 messages, ", "; 200 results, 0 of them twice");
  }

  @Test
  void a_reader_is_asked_for_messages() throws Exception {
    assertThat(said("Read")).contains("{no=1, yes=3}");
  }

  @Test
  void events_tell_what_happens() throws Exception {
    assertThat(said("Events"))
        .contains("Assigned[", "Started[", "Failed[", "Succeeded[", "Committed[", "Stopped[")
        .containsSubsequence("before attempt 1 at beta", "before attempt 2 at beta", "behind it: ");
  }

  @Test
  void one_worker_has_many_topics() throws Exception {
    assertThat(said("ManyTopics"))
        .contains("the office has a message of mail", "the office has a message of fax")
        .contains("the editor has a message of news.local")
        .contains("the editor has a message of news.world");
  }

  @Test
  void a_codec_of_ones_own() throws Exception {
    assertThat(said("OwnCodec"))
        .contains("Oslo has 21.5 °C", "Rome has -3.0 °C", "dead: A temperature is 'celsius;place'");
  }

  @Test
  void a_worker_is_tested_without_kafka() throws Exception {
    assertThat(said("Testing")).contains("outcomes: ", "waits: ", "dead letters: []");
  }

  private static String said(String program) throws Exception {
    return Objects.requireNonNull(said.get(program), program).get();
  }

  /// A worker that goes on until it is told to end, and what writes for it.
  private static void pair(String worker, String writer, String hello) throws Exception {
    try (var running = program(worker)) {
      assertThat(ran(writer)).isNotEmpty();
      assertThat(running.until("Hello, ", 10)).contains(hello);
      assertThat(running.stopped()).doesNotContain("Exception");
    }
  }

  private static String ran(String name) throws Exception {
    try (var running = program(name)) {
      return running.ended();
    }
  }

  private static ExampleProgram program(String name) throws IOException {
    return ExampleProgram.start("worker/" + name, broker.bootstrapServers());
  }

  private static List<Long> numbers(String text, String pattern) {
    return Stream.of(text.replace(",", "").split("\n"))
        .flatMap(line -> Pattern.compile(pattern.replace(",", "")).matcher(line).results())
        .map(match -> Long.valueOf(match.group(1)))
        .toList();
  }
}
