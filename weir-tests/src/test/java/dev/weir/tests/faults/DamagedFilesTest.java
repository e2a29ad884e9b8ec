package dev.weir.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import dev.weir.testkit.BrokerExtension;
import dev.weir.testkit.net.FaultProxy;
import dev.weir.tests.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The files of a log were damaged while no gateway ran; the next one delivers what is whole.
///
/// The files are those of a gateway that was not asked to stop. The tests of the log itself try
/// each byte; these see that a whole gateway makes of it what it should.
@Timeout(300)
class DamagedFilesTest {
  private static final int RECORDS = 60;
  private static final int RECORD_BYTES = 1_024;
  private static final int CUTS = 6;
  private static final int FLIPS = 12;
  private static final Duration DELIVERED_AT_MOST = Duration.ofSeconds(60);

  @RegisterExtension static final BrokerExtension kafka = BrokerExtension.create();
  @TempDir static Path folder;

  private static final HttpClient http = HttpClient.newHttpClient();
  private final Random random = new Random(Long.getLong("weir.seed", 1));
  private static Path whole;
  private static long read;

  /// Fills a log while Kafka is away, and takes its files as a crash would leave them.
  @BeforeAll
  static void fill() throws Exception {
    kafka.createTopic("rides", 1);
    whole = folder.resolve("whole");
    try (var nowhere = FaultProxy.on(0);
        var weir = start(folder.resolve("first"), "127.0.0.1:" + nowhere.port())) {
      var pusher = new Pusher(uri(weir, "/push"), "rides", false);
      for (var i = 0; i < RECORDS; i++) {
        var answer = pusher.push(List.of(Numbered.of("s", i, RECORD_BYTES)));
        assertThat(answer.acknowledged()).isTrue();
      }
      copy(folder.resolve("first"), whole);
    }
  }

  @AfterAll
  static void close() {
    http.close();
  }

  @Test
  void a_log_that_is_whole_is_delivered_as_it_is() throws Exception {
    assertThat(delivered(copyOfWhole("same"))).isEqualTo(numbers(RECORDS));
  }

  @Test
  void a_log_whose_end_was_cut_off_anywhere_is_delivered_up_to_the_cut() throws Exception {
    for (var cut = 1; cut <= CUTS; cut++) {
      var data = copyOfWhole("cut" + cut);
      var file = newestFile(data);
      var bytes = Files.readAllBytes(file);
      var off = cut * 3 * RECORD_BYTES / CUTS; // somewhere in the last three
      try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
        channel.truncate(end(bytes) - off);
      }

      var delivered = delivered(data);

      assertThat(delivered).as("%d bytes cut off", off).isEqualTo(numbers(delivered.size()));
      assertThat(delivered).hasSizeBetween(RECORDS - 4, RECORDS - 1);
    }
  }

  @Test
  void one_bit_that_is_wrong_costs_one_record_at_most_and_makes_none_up() throws Exception {
    var found = 0;
    for (var flip = 0; flip < FLIPS; flip++) {
      var data = copyOfWhole("flip" + flip);
      var file = newestFile(data);
      var bytes = Files.readAllBytes(file);
      var at = random.nextInt(end(bytes));
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bytes);

      var delivered = delivered(data);

      assertThat(delivered).as("byte %d of %s", at, file).hasSizeGreaterThanOrEqualTo(RECORDS - 1);
      assertThat(delivered).isSorted().doesNotHaveDuplicates();
      found += RECORDS - delivered.size();
    }
    Result.of(
        "D8", "%d bits flipped, %d records lost with them, none wrong".formatted(FLIPS, found));
    assertThat(found).isPositive();
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static Path copyOfWhole(String name) throws IOException {
    return copy(whole, folder.resolve(name));
  }

  /// The numbers of what a gateway on this data delivers, in their order.
  private static List<Integer> delivered(Path data) throws InterruptedException {
    try (var weir = start(data, kafka.bootstrapServers())) {
      Await.until("all is delivered", DELIVERED_AT_MOST, () -> drained(weir));
      var all = kafka.topic("rides").recordsNow();
      var fresh = all.subList((int) read, all.size());
      read = all.size();
      return fresh.stream().map(DamagedFilesTest::number).toList();
    }
  }

  private static int number(ConsumerRecord<byte[], byte[]> record) {
    var numbered = Numbered.parse(record.value());
    if (numbered == null) throw new AssertionError("what is at " + record.offset() + " is damaged");
    return numbered.number();
  }

  private static boolean drained(Weir weir) {
    var request = HttpRequest.newBuilder(uri(weir, "/metrics")).build();
    var page = http.sendAsync(request, BodyHandlers.ofString()).join().body();
    var figures = Figures.parse(page);
    return figures.sums().containsKey("weir_messages_waiting") && figures.waiting() == 0;
  }

  private static URI uri(Weir weir, String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(weir.ports().get("http"), path));
  }

  private static Weir start(Path data, String bootstrapServers) {
    var sources =
        Sources.of("data=" + data, "listen.http=127.0.0.1:0", "listen.grpc=off", "wal.segment=2MB");
    return Weir.start(WeirConfig.read(sources).withBootstrapServers(bootstrapServers));
  }

  /// The file of the log that was written last, not of the dead letters.
  private static Path newestFile(Path data) throws IOException {
    try (var files = Files.walk(data)) {
      return files.filter(DamagedFilesTest::hasRecords).max(Path::compareTo).orElseThrow();
    }
  }

  private static boolean hasRecords(Path file) {
    try {
      return Files.isRegularFile(file) && end(Files.readAllBytes(file)) > RECORDS * RECORD_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  /// Behind the last byte that is not zero.
  private static int end(byte[] bytes) {
    var end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) end--;
    return end;
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (var file : files.toList()) {
        var target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) Files.createDirectories(target);
        else Files.copy(file, target);
      }
    }
    return to;
  }
}
