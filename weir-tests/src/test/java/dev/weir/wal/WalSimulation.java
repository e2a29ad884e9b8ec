package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Problem;
import dev.weir.metrics.Metrics;
import dev.weir.testkit.FakeClock;
import dev.weir.testkit.disk.FaultyDisk;
import dev.weir.testkit.disk.Operation;
import dev.weir.wal.WalModel.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// One life of a log: what its seed says happens to it, step by step, and to [WalModel] beside it.
final class WalSimulation {
  private static final Duration A_BIT_OVER_A_SECOND = Duration.ofMillis(1_100);

  private static final Operation[][] WHAT_FAILS = {
    {Operation.FORCE},
    {Operation.WRITE, Operation.WRITE_AT},
    {Operation.OPEN},
    {Operation.MOVE, Operation.DELETE, Operation.TRUNCATE},
    {Operation.LIST, Operation.CREATE_DIRECTORY},
    {Operation.FORCE, Operation.WRITE, Operation.WRITE_AT, Operation.OPEN, Operation.DELETE},
  };

  private final Random random;
  private final FaultyDisk disk;
  private final WalOptions options;
  private final Rot rot;
  private final FakeClock clock = new FakeClock();
  private final TurnByTurn executor = new TurnByTurn();
  private final WalModel model = new WalModel();
  private final List<String> events = new ArrayList<>();
  private final Deque<String> steps = new ArrayDeque<>();
  private final int recordBytes;
  private final int ackWeight;
  private final boolean rough;
  private Wal wal;
  private boolean diskIsWell = true;

  /// From the first fault on: a file that could not be cut is larger than it should be, and one
  /// whose force failed may hold, in its machine's memory alone, records that nobody was promised.
  private boolean everFailed;

  private long lastId;

  WalSimulation(Path folder, long seed) throws IOException {
    random = new Random(seed);
    disk = FaultyDisk.in(folder);
    var segment = 1 << (15 + random.nextInt(3));
    var limit = segment * (4L + random.nextInt(12));
    options = new WalOptions("model", disk.path("wal"), limit, segment);
    rot = new Rot(disk, options.folder());
    recordBytes = 20 << random.nextInt(8);
    ackWeight = 5 + random.nextInt(50);
    rough = random.nextInt(4) > 0;
    wal = open();
  }

  /// What happened and the last steps, for whoever has to understand a failure.
  String trail() {
    return "%s\n%s\n…\n%s".formatted(options, String.join("\n", events), String.join("\n", steps));
  }

  void run(int steps) throws IOException {
    for (var i = 0; i < steps; i++) step(i);
    end();
    disk.close();
  }

  private void step(int i) throws IOException {
    var dice = random.nextInt(200 + ackWeight);
    if (dice < 80) note(i, "append", append());
    else if (dice < 100) commit(i);
    else if (dice < 130) note(i, "turn", executor.runOne());
    else if (dice < 170) note(i, "read", read());
    else if (dice < 176) note(i, "release", release());
    else if (dice < 180) seek(i, random.nextLong(wal.head() + 2));
    else if (dice < 190) tick(i);
    else if (dice < 194) settle(i);
    else if (dice < 200) rare(i);
    else note(i, "ack", ack());
  }

  private void rare(int i) throws IOException {
    switch (random.nextInt(12)) {
      case 0 -> reopen(i, "close", this::close);
      case 1 -> reopen(i, "kill", this::kill);
      case 2 -> reopen(i, "power cut", this::powerCut);
      case 3, 4, 5 -> heal(i);
      case 6, 7 -> fault(i);
      case 8 -> full(i);
      case 9 -> strike(i, Rot.HEADER);
      default -> {
        for (var n = random.nextInt(300); n > 0; n--) note(i, "ack", ack());
      }
    }
  }

  private void note(int step, String what, Object result) {
    steps.add(step + " " + what + ": " + result);
    if (steps.size() > Integer.getInteger("weir.trail", 60)) steps.removeFirst();
  }

  private void event(int step, String what, Object result) {
    note(step, what, result);
    events.add(step + " " + what + ": " + result);
  }

  private Object append() {
    var row = new Row(Sample.of(++lastId, recordBytes), clock.millis());
    var head = wal.head();
    var sequence = wal.append(row.sample.message(), row.sample.reason(), row);
    if (sequence != Wal.NOT_APPENDED) {
      model.appended(row, sequence, head);
      return row;
    }
    var problem = wal.trouble();
    assertThat(problem != null || recordBytes > 1_000).as("a small record, refused").isTrue();
    return "refused: " + problem;
  }

  private Object read() {
    var position = wal.position();
    var entry = wal.next();
    model.read(position, entry, diskIsWell);
    assertThat(wal.position()).isGreaterThan(entry == null ? position - 1 : entry.sequence());
    return position + " -> " + (entry == null ? "nothing" : entry.sequence());
  }

  private Object ack() {
    var row = model.any(random);
    if (row == null) return "nothing";
    wal.ack(row.sequence);
    row.acked = true;
    if (random.nextInt(20) == 0) wal.ack(row.sequence);
    return row;
  }

  private Object release() {
    var row = model.any(random);
    if (row == null) return "nothing";
    wal.release(row.sequence);
    row.claimed = false;
    return row;
  }

  private void commit(int i) {
    wal.commit();
    note(i, "commit", "");
  }

  private void seek(int i, long sequence) {
    note(i, "seek", sequence);
    wal.seek(sequence);
  }

  private void tick(int i) {
    note(i, "tick", "");
    clock.advance(Duration.ofMillis(250));
    wal.tick();
  }

  /// A quiet moment: everybody has an answer, and the numbers agree.
  private void settle(int i) throws IOException {
    note(i, "settle", diskIsWell);
    wal.commit();
    executor.runAll();
    clock.advance(A_BIT_OVER_A_SECOND);
    wal.tick();
    executor.runAll();
    assertThat(model.unanswered()).as("committed, and never answered").isEmpty();
    if (!model.damaged()) assertThat(wal.waiting()).isEqualTo(model.waiting());
    if (!diskIsWell) return;
    model.acksLast();
    if (!everFailed) assertFilesFit();
  }

  private void assertFilesFit() throws IOException {
    var sizes = new TreeMap<String, Long>();
    try (var files = Files.list(options.folder())) {
      for (var file : files.toList()) {
        if (!file.toString().endsWith(".quarantine")) sizes.put(file.toString(), Files.size(file));
      }
    }
    var sum = sizes.values().stream().mapToLong(Long::longValue).sum();
    assertThat(sum).as("bytes of %s", sizes).isLessThanOrEqualTo(options.limitBytes());
  }

  private void fault(int i) {
    var operations = WHAT_FAILS[random.nextInt(WHAT_FAILS.length)];
    var n = 1 + random.nextInt(6);
    event(i, "fault", n + " " + List.of(operations));
    diskIsWell = false;
    everFailed = true;
    if (random.nextBoolean()) disk.failCall(n, operations);
    else disk.failFrom(n, operations);
  }

  private void full(int i) throws IOException {
    diskIsWell = false;
    var room = random.nextInt(options.segmentBytes() * 2);
    event(i, "disk full in", room);
    disk.fullAfter(room);
  }

  /// It must take records again by itself, unless its limit is in the way.
  private void heal(int i) throws IOException {
    event(i, "heal", "");
    mend();
    for (var n = 0; n < 3; n++) settle(i);
    var problem = wal.trouble();
    var limit = problem != null && problem.code() == Problem.Code.WAL_FULL && wal.waiting() > 0;
    assertThat(wal.accepting() || limit).as("accepting again after %s", problem).isTrue();
  }

  private void strike(int i, int from) throws IOException {
    if (!rough || !diskIsWell) return;
    var hit = rot.strike(random, from);
    event(i, "damage", hit);
    model.damaged(hit);
  }

  @FunctionalInterface
  private interface Ending {
    void run() throws IOException;
  }

  private void reopen(int i, String how, Ending ending) throws IOException {
    event(i, how, "");
    ending.run();
    if (random.nextInt(4) == 0) strike(i, random.nextBoolean() ? 0 : Rot.HEADER);
    wal = open();
    event(i, "opened", wal.waiting());
  }

  private void close() {
    wal.close();
    executor.runAll();
    if (diskIsWell) model.acksLast();
  }

  /// The process is gone, and its file locks with it; the machine has all that was written.
  private void kill() throws IOException {
    disk.sync();
    disk.powerCut();
  }

  private void powerCut() throws IOException {
    disk.powerCut(random.nextLong());
  }

  /// A bad disk may keep it from opening, which must do no harm; what it holds is then looked at on
  /// a good one.
  private Wal open() throws IOException {
    executor.forget();
    Wal fresh;
    try {
      fresh = opened();
    } catch (WalException e) {
      assertThat(diskIsWell).as("a reason not to open: %s", e).isFalse();
      mend();
      fresh = opened();
    }
    if (!diskIsWell) mend();
    compare(fresh);
    return fresh;
  }

  private Wal opened() {
    return Wal.open(options, new Metrics(), clock, executor);
  }

  private void mend() {
    disk.heal();
    diskIsWell = true;
    clock.advance(A_BIT_OVER_A_SECOND);
  }

  private void compare(Wal fresh) {
    var counted = fresh.waiting();
    var entries = new ArrayList<Entry>();
    for (var next = fresh.next(); next != null; next = fresh.next()) entries.add(next);
    if (!model.everDamaged() && !everFailed) assertThat(counted).isEqualTo(entries.size());
    model.reopened(entries, fresh.head());
    assertThat(fresh.waiting()).isEqualTo(model.waiting());
    if (random.nextBoolean()) entries.forEach(entry -> releaseAgain(fresh, entry));
  }

  private void releaseAgain(Wal fresh, Entry entry) {
    fresh.release(entry.sequence());
    model.released(entry.sequence());
  }

  /// Whatever happened: it heals, gets empty, takes records, and is empty when it is opened again.
  private void end() throws IOException {
    heal(-1);
    for (var left = model.waiting() * 9 / 10; left > 0; left--) ack();
    for (var n = 0; n < 5; n++) settle(-1);
    assertThat(wal.accepting()).as("room again: %s", wal.trouble()).isTrue();
    while (model.waiting() > 0) ack();
    settle(-1);
    assertThat(append()).isInstanceOf(Row.class);
    while (model.waiting() > 0) ack();
    reopen(-1, "close", this::close);
    if (!rough) assertThat(wal.waiting()).isZero();
  }
}
