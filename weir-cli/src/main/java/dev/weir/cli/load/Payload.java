package dev.weir.cli.load;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `--message`, `--payload`: what the messages of a load are.
///
/// Without a file they are random text of 64 signs, which a compressor makes a quarter smaller: not
/// the same one again and again, which it would make next to nothing.
@Command
public final class Payload {
  private static final String SIGNS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";
  private static final int MESSAGES = 512;
  private static final int BYTES_MAX = 32 << 20;
  private static final int MESSAGE_MAX = 64 << 20;

  @Option(
      names = "--message",
      paramLabel = "SIZE",
      defaultValue = "1KiB",
      converter = Size.class,
      description = "Size of a message, of random text (default: ${DEFAULT-VALUE}).")
  private long size = 1024;

  @Option(
      names = "--payload",
      paramLabel = "FILE",
      description = "Send the lines of this file in turn, instead of random text.")
  private @Nullable Path file;

  /// Some, to be sent in turn.
  public List<byte[]> messages(Io io) {
    return file == null ? random() : lines(io.world().folder().resolve(file));
  }

  private List<byte[]> random() {
    if (size < 1 || size > MESSAGE_MAX) {
      throw usage("a message has 1 byte to 64 MiB, and not " + size, "Give another --message.");
    }
    var count = Math.clamp(BYTES_MAX / size, 1, MESSAGES);
    var random = new SplittableRandom(42); // the same in each run, to be compared
    var messages = new ArrayList<byte[]>(count);
    for (var i = 0; i < count; i++) messages.add(random(random));
    return messages;
  }

  private byte[] random(SplittableRandom random) {
    var message = new byte[(int) size];
    for (var i = 0; i < message.length; i++) {
      message[i] = (byte) SIGNS.charAt(random.nextInt(SIGNS.length()));
    }
    return message;
  }

  private static List<byte[]> lines(Path file) {
    var messages = new ArrayList<byte[]>();
    try (var in = Files.newInputStream(file)) {
      var line = new ByteArrayOutputStream();
      var read = in.readNBytes(BYTES_MAX);
      for (var one : read) {
        if (one != '\n') {
          line.write(one);
          continue;
        }
        messages.add(line.toByteArray());
        line.reset();
      }
      if (line.size() > 0) messages.add(line.toByteArray());
    } catch (IOException e) {
      throw new Failure(
          ExitCode.NOT_FOUND,
          "The payload cannot be read",
          String.valueOf(e),
          "Give another --payload, or leave it out for random text.",
          e);
    }
    if (messages.isEmpty()) throw usage(file + " is empty", "Give a --payload with lines.");
    return messages;
  }

  private static Failure usage(String why, String remedy) {
    return new Failure(ExitCode.USAGE, "Nothing was sent", why, remedy);
  }
}
