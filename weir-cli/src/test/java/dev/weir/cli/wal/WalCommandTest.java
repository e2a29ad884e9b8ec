package dev.weir.cli.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Clock;
import dev.weir.Header;
import dev.weir.Message;
import dev.weir.Problem;
import dev.weir.cli.Ran;
import dev.weir.cli.message.JsonMessages;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.metrics.Metrics;
import dev.weir.wal.Wal;
import dev.weir.wal.WalOptions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `weir wal` on the files of a gateway that does not run.
@Timeout(180)
final class WalCommandTest {
  private static final Problem REASON = Problem.unknownPartition("rides", 7, 1);

  @TempDir private Path folder;
  private Path log;

  @BeforeEach
  void write() {
    log = folder.resolve("wal/kafka");
    try (var wal = open(log);
        var dead = open(log.resolve("dead"))) {
      wal.append(message("waits", 1), null, new Told());
      wal.append(message("waits too", Message.ANY_PARTITION), null, new Told());
      wal.ack(wal.append(message("gone", 1), null, new Told()));
      for (var i = 0; i < 3; i++) dead.append(message("dead" + i, 7), REASON, new Told());
    }
  }

  @Test
  void list_counts_what_waits() {
    var listed = weir("list");

    assertThat(listed.exitCode()).isZero();
    assertThat(listed.out())
        .startsWith("SINK\tFILES\tWAITING\tBYTES\tDEAD\tSTATE\nkafka\t1\t2\t")
        .endsWith("\t3\tok\n");
    assertThat(weir("list", "--json").out())
        .startsWith("[{\"sink\":\"kafka\",\"files\":1,\"waiting\":2,")
        .endsWith("\"dead\":3,\"state\":\"ok\"}]\n");
  }

  @Test
  void inspect_shows_what_waits_and_no_more() {
    var all = weir("inspect");
    var some = weir("inspect", "--from", "1", "--json");
    var first = weir("inspect", "-n", "1");

    assertThat(all.out().lines())
        .containsExactly(
            "SEQUENCE\tTOPIC\tPARTITION\tKEY\tBYTES\tREASON",
            "0\trides\t1\tk?y\t10\t",
            "1\trides\tany\tk?y\t14\t");
    assertThat(some.out()).contains("\"waits too\"").doesNotContain("\"waits\"");
    assertThat(first.out().lines()).hasSize(2);
    assertThat(first.err()).contains("--from");
  }

  @Test
  void inspect_says_why_a_letter_is_dead() {
    var dead = weir("inspect", "--dead");

    assertThat(dead.out().lines()).hasSize(4);
    assertThat(dead.out()).contains("unknown_partition: the topic has 1 partition(s)");
  }

  @Test
  void verify_finds_a_flipped_bit() throws IOException {
    assertThat(weir("verify").exitCode()).isZero();
    flip(segment(log));

    var damaged = weir("verify");

    assertThat(damaged.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(damaged.out()).contains("1 damaged places").contains("messages 0 to 0 are lost");
  }

  @Test
  void export_writes_whole_messages_that_can_be_read_back() throws IOException {
    var file = folder.resolve("dead.jsonl");

    var exported = weir("export", "--dead", file.toString());

    assertThat(exported.exitCode()).isZero();
    assertThat(exported.err()).contains("3 messages were written");
    try (var read = JsonMessages.open(file, 0)) {
      assertThat(read.next()).asString().contains("rides");
    }
    assertThat(Files.readString(file).lines().findFirst().orElseThrow())
        .isEqualTo(
            "{\"sequence\":0,\"topic\":\"rides\",\"partition\":7,\"timestamp\":5,\"key\":\"k\\ny\","
                + "\"value\":\"dead0\",\"headers\":[{\"key\":\"h\",\"value\":{\"base64\":\"/w==\"}}],"
                + "\"reason\":{\"code\":\"unknown_partition\",\"what\":\"%s\",\"why\":\"%s\",\"remedy\":\"%s\"}}"
                    .formatted(REASON.what(), REASON.why(), REASON.remedy()));
    assertThat(weir("export", file.toString()).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(weir("export", "-").out().lines()).hasSize(2);
  }

  @Test
  void drop_needs_to_be_told_twice_and_forgets_only_what_was_named() {
    var unconfirmed = weir("drop", "--dead", "--sequence", "1");
    var dropped = weir("drop", "--dead", "--sequence", "1", "--yes");

    assertThat(unconfirmed.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(unconfirmed.err()).contains("1 dead letters of sink 'kafka' would be gone");
    assertThat(dropped).isEqualTo(new Ran(0, "", "1 dead letters are dropped.\n"));
    assertThat(values("inspect", "--dead", "--json")).containsExactly("dead0", "dead2");
    assertThat(weir("drop", "--dead", "--sequence", "9", "--yes").exitCode())
        .isEqualTo(ExitCode.NOT_FOUND);
    assertThat(weir("drop", "--dead", "--yes").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(weir("drop", "--all", "--yes").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void requeue_puts_them_behind_what_waits() {
    var requeued = weir("requeue", "--dead", "--all");

    assertThat(requeued).isEqualTo(new Ran(0, "", "3 dead letters are sent again.\n"));
    assertThat(values("inspect", "--json"))
        .containsExactly("waits", "waits too", "dead0", "dead1", "dead2");
    assertThat(values("inspect", "--dead", "--json")).isEmpty();
  }

  @Test
  void status_and_list_are_one_and_filters_choose_messages() {
    assertThat(weir("status")).isEqualTo(weir("list"));
    assertThat(weir("status", "-o", "name").out()).isEqualTo("kafka\n");
    assertThat(weir("list", "--topic", "ri*").out().lines()).hasSize(3);
    assertThat(weir("list", "--topic", "ri").out().lines()).hasSize(1);
    assertThat(weir("list", "--reason", "unknown_partition").out().lines()).hasSize(4);
    assertThat(weir("list", "--reason", "too_large").out().lines()).hasSize(1);
    assertThat(weir("inspect", "--from", "1", "-o", "jsonl").out())
        .isEqualTo(
            "{\"sequence\":1,\"topic\":\"rides\",\"partition\":\"any\",\"key\":\"k?y\","
                + "\"bytes\":14,\"reason\":\"\"}\n");
  }

  @Test
  void show_tells_all_of_one_message() {
    var shown = weir("show", "1", "--dead");

    assertThat(shown.out())
        .startsWith("sequence   1\ntopic      rides\npartition  7\n")
        .contains("key        k\ny\nheader     h=base64:/w==\nreason     unknown_partition: ")
        .endsWith("value      dead1\n");
    assertThat(weir("show", "1", "--dead", "-o", "json").out())
        .isEqualTo(weir("inspect", "--dead", "--from", "1", "-n", "1", "--json").out());
    assertThat(weir("show", "2").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void the_words_beneath_dead_are_those_with_the_option() {
    assertThat(weir("dead", "list")).isEqualTo(weir("inspect", "--dead"));
    assertThat(weir("dead", "export", "-")).isEqualTo(weir("export", "--dead", "-"));
    assertThat(weir("dead", "drop", "--all").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(weir("dead", "drop", "--sequence", "0", "--yes").err())
        .isEqualTo("1 dead letters are dropped.\n");
    assertThat(weir("dead", "requeue", "--all").err())
        .isEqualTo("2 dead letters are sent again.\n");
    assertThat(Ran.weir("wal", "dead").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void the_folder_of_a_log_is_verified_without_settings() throws IOException {
    assertThat(Ran.weir("wal", "verify", log.toString()).out())
        .contains("3 messages in 1 files, 0 damaged", "(dead letters): 3 messages");
    flip(segment(log));

    assertThat(Ran.weir("wal", "verify", log.toString()).exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(Ran.weir("wal", "verify", "none").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void nothing_drains_without_a_gateway() {
    var drained = weir("drain");

    assertThat(drained.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(drained.err()).contains("No gateway runs");
  }

  @Test
  void the_settings_are_looked_for_where_the_command_was_given() throws IOException {
    Files.writeString(folder.resolve("weir.yaml"), "wal: { path: wal }");

    assertThat(Ran.Around.in(folder).weir("wal", "status").out()).contains("kafka\t1\t2\t");
  }

  @Test
  void a_log_in_use_is_looked_into_and_left_alone() {
    try (var _ = open(log.resolve("dead"))) {
      assertThat(weir("list").exitCode()).isZero();

      var dropped = weir("drop", "--dead", "--all", "--yes");

      assertThat(dropped.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(dropped.err()).contains("is in use").contains("Stop that one");
    }
  }

  @Test
  void what_is_not_there_is_told() {
    var other = weir("inspect", "--sink", "kafak");
    var nowhere = Ran.weir("wal", "inspect", "--set", "data=" + folder.resolve("none"));

    assertThat(other.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(other.err()).contains("Did you mean 'kafka'?");
    assertThat(nowhere.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(Ran.weir("wal").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  private Ran weir(String... command) {
    var place = Stream.of("--set", "data=" + folder, "--set", "wal.path=" + folder.resolve("wal"));
    var line = Stream.concat(Stream.of("wal"), Stream.concat(Stream.of(command), place));
    return Ran.weir(line.toArray(String[]::new));
  }

  private List<String> values(String... command) {
    var values = new ArrayList<String>();
    for (var line : weir(command).out().lines().toList()) {
      values.add(line.replaceFirst(".*\"value\":\"([^\"]*)\",\"headers\".*", "$1"));
    }
    return values;
  }

  private static Message message(String value, int partition) {
    var headers = List.of(new Header("h", new byte[] {(byte) 0xff}));
    return new Message("rides", partition, 5, bytes("k\ny"), bytes(value), headers);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Wal open(Path path) {
    var options = new WalOptions(path.getFileName().toString(), path, 64 << 20, 1 << 20);
    return Wal.open(options, new Metrics(), new Standing());
  }

  private static Path segment(Path path) throws IOException {
    try (var files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(".wal")).findFirst().orElseThrow();
    }
  }

  /// In the value of the first message.
  private static void flip(Path file) throws IOException {
    var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(text.indexOf("waits"));
      bytes.write('W');
    }
  }

  private static final class Standing implements Clock {
    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public long millis() {
      return 0;
    }
  }

  private static final class Told implements Wal.Listener {
    @Override
    public void stored() {}

    @Override
    public void notStored(Problem why) {
      throw new IllegalStateException(why.text());
    }
  }
}
