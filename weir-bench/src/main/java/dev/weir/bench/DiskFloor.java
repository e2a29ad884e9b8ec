package dev.weir.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What a disk can do at best: written over blocks that exist, forced after each write.
interface DiskFloor {
  int FILE_BYTES = 64 << 20;

  String name();

  double writesPerSecond(int bytes, int seconds) throws IOException;

  double readMibPerSecond(int seconds) throws IOException;

  /// By `fio` where it is installed, else by Java.
  static DiskFloor on(Path file) throws IOException {
    layOut(file);
    return Fio.isInstalled() ? new Fio(file) : new OwnLoop(file);
  }

  private static void layOut(Path file) throws IOException {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      var block = ByteBuffer.allocate(1 << 20);
      for (var at = 0; at < FILE_BYTES; at += block.capacity()) {
        channel.write(block.clear(), at);
      }
      channel.force(true);
    }
  }

  /// The usual tool.
  record Fio(Path file) implements DiskFloor {
    // Fields of its terse output, version 3, counted from 0.
    private static final int READ_KIB_PER_SECOND = 6;
    private static final int WRITES_PER_SECOND = 48;

    static boolean isInstalled() {
      try {
        return !run(List.of("fio", "--version")).isEmpty();
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    public String name() {
      return "fio";
    }

    @Override
    public double writesPerSecond(int bytes, int seconds) throws IOException {
      return field(WRITES_PER_SECOND, seconds, "--rw=write", "--bs=" + bytes, "--fdatasync=1");
    }

    @Override
    public double readMibPerSecond(int seconds) throws IOException {
      return field(READ_KIB_PER_SECOND, seconds, "--rw=read", "--bs=1m", "--direct=1") / 1024;
    }

    private double field(int field, int seconds, String... what) throws IOException {
      var line = new ArrayList<>(List.of("fio", "--name=floor", "--ioengine=psync"));
      line.addAll(List.of(what));
      line.addAll(List.of("--filename=" + file, "--size=" + FILE_BYTES, "--overwrite=1"));
      line.addAll(List.of("--time_based", "--runtime=" + seconds));
      line.addAll(List.of("--output-format=terse", "--terse-version=3"));
      return Double.parseDouble(run(line).strip().split(";", -1)[field]);
    }

    private static String run(List<String> line) throws IOException {
      var process = new ProcessBuilder(line).redirectErrorStream(true).start();
      try (var output = process.getInputStream()) {
        var text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0) return text;
        throw new IOException("'%s' ended with: %s".formatted(String.join(" ", line), text));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted while fio ran", e);
      }
    }
  }

  /// Without the tool; reads come from the page cache then.
  record OwnLoop(Path file) implements DiskFloor {
    @Override
    public String name() {
      return "a loop in Java (fio is not installed)";
    }

    @Override
    public double writesPerSecond(int bytes, int seconds) throws IOException {
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        var block = ByteBuffer.allocateDirect(bytes);
        return perSecond(
            seconds,
            at -> {
              channel.write(block.clear(), at * bytes % FILE_BYTES);
              channel.force(false);
            });
      }
    }

    @Override
    public double readMibPerSecond(int seconds) throws IOException {
      try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
        var block = ByteBuffer.allocateDirect(1 << 20);
        return perSecond(seconds, at -> channel.read(block.clear(), (at << 20) % FILE_BYTES));
      }
    }

    private interface Step {
      void run(long n) throws IOException;
    }

    private static double perSecond(int seconds, Step step) throws IOException {
      var start = System.nanoTime();
      var nanos = 0L;
      var n = 0L;
      while (nanos < seconds * 1_000_000_000L) {
        step.run(n++);
        nanos = System.nanoTime() - start;
      }
      return n * 1e9 / nanos;
    }
  }
}
