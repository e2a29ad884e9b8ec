package dev.weir.wal;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Looks into the folder of a log, of one that is in use too: it changes nothing, takes no lock,
/// and shows what was in the files at the moment of opening.
///
/// Not shared by threads.
public final class WalFiles {
  /// One file of the log.
  ///
  /// @param firstSequence no message of it has a smaller one
  /// @param lastSequence no message of it has a greater one
  /// @param messages how many were written to it
  /// @param waiting how many of them nobody acknowledged
  public record Summary(
      Path file, long firstSequence, long lastSequence, long bytes, long messages, long waiting) {}

  /// One message in a file.
  ///
  /// @param waiting false when it was acknowledged
  public record Item(Path file, long offset, boolean waiting, Entry entry) {}

  /// So often the log may have put files together while one reads.
  private static final int LOOKS_MAX = 100;

  private final Path folder;
  private final Survey survey;

  private WalFiles(Path folder, Survey survey) {
    this.folder = folder;
    this.survey = survey;
  }

  /// Throws a [WalException] for a folder that cannot be read or that a later Weir wrote.
  public static WalFiles open(Path folder) {
    try {
      return new WalFiles(folder, Survey.of(new Folder(folder)));
    } catch (IOException e) {
      throw WalException.unusable(folder, e);
    }
  }

  /// Oldest first.
  public List<Summary> files() {
    return survey.segments.stream().map(this::summary).toList();
  }

  private Summary summary(Segment segment) {
    return new Summary(
        segment.path,
        segment.base(),
        segment.last(),
        segment.bytes(),
        segment.messages(),
        survey.waiting.count(segment.base(), segment.last()));
  }

  /// How many messages wait.
  public long waiting() {
    return survey.waiting.count();
  }

  /// How many are known to be missing, with their file or a part of it.
  public long lost() {
    return survey.lost().sum();
  }

  /// Files that are called as if they were of the log and are not.
  public List<Path> foreign() {
    return List.copyOf(survey.roster.foreign);
  }

  /// Reads all that is in the files, in order, and returns what is damaged in them.
  public List<Damage> read(Consumer<Item> visitor) {
    var damages = new ArrayList<Damage>();
    for (var segment : survey.segments) read(segment, visitor, damages);
    return damages;
  }

  /// Reads on from a place in order, past what is damaged and past files in which nothing waits,
  /// until nobody wants more; answers whether all was read.
  ///
  /// A log in use puts files together meanwhile: where one is another by now, or gone, it looks
  /// again and goes on behind what was read.
  ///
  /// @param from the first message of interest
  /// @param visitor says whether it wants the next one
  public boolean readFrom(long from, Predicate<Item> visitor) {
    var onward = new Onward(from, visitor);
    var ending = readOn(onward);
    for (var look = 1; ending == Ending.CHANGED && look < LOOKS_MAX; look++) {
      ending = open(folder).readOn(onward);
    }
    return ending == Ending.ALL;
  }

  private enum Ending {
    ALL,
    ENOUGH,
    CHANGED
  }

  /// Shows each message once, in order.
  private static final class Onward implements Predicate<Item> {
    private long next;
    private final Predicate<Item> visitor;

    Onward(long from, Predicate<Item> visitor) {
      this.next = from;
      this.visitor = visitor;
    }

    @Override
    public boolean test(Item item) {
      var sequence = item.entry().sequence();
      if (sequence < next) return true;
      next = sequence + 1;
      return visitor.test(item);
    }
  }

  private Ending readOn(Onward onward) {
    for (var segment : survey.segments) {
      var first = Math.max(onward.next, segment.base());
      if (segment.last() < first || survey.waiting.count(first, segment.last()) == 0) continue;
      try (var channel = FileChannel.open(segment.path, READ)) {
        if (isAnother(segment)) return Ending.CHANGED;
        if (!new Pass(segment, channel, new ArrayList<>()).run(onward)) return Ending.ENOUGH;
      } catch (NoSuchFileException _) {
        return Ending.CHANGED;
      } catch (IOException e) {
        throw WalException.unusable(segment.path, e);
      }
    }
    return Ending.ALL;
  }

  /// Whether another file has its name. Asked when it is open: from then on it stays.
  private static boolean isAnother(Segment segment) throws IOException {
    var found = Found.in(segment.path);
    return found.hasHeader() && !found.header().equals(segment.header);
  }

  private void read(Segment segment, Consumer<Item> visitor, List<Damage> damages) {
    try (var channel = FileChannel.open(segment.path, READ)) {
      new Pass(segment, channel, damages)
          .run(item -> {
            visitor.accept(item);
            return true;
          });
    } catch (NoSuchFileException _) {
      return; // the log is in use and let go of it
    } catch (IOException e) {
      throw WalException.unusable(segment.path, e);
    }
  }

  /// One way through one file.
  private final class Pass {
    private final Segment segment;
    private final FrameReader frames;
    private final List<Damage> damages;
    private final MessageCodec codec = new MessageCodec();
    private long passed;

    Pass(Segment segment, FileChannel channel, List<Damage> damages) {
      this.segment = segment;
      this.frames = new FrameReader(channel, segment.header.mask());
      this.damages = damages;
      this.passed = segment.base() - 1;
    }

    /// Answers whether the visitor wants more.
    boolean run(Predicate<Item> visitor) throws IOException {
      while (true) {
        switch (frames.step(segment.end())) {
          case FRAME -> {
            if (!frame(visitor)) return false;
          }
          case DAMAGE -> damaged(frames.next(), passed);
          case END -> {
            if (frames.offset() < segment.end()) damaged(segment.end(), segment.last());
            return true;
          }
        }
      }
    }

    private boolean frame(Predicate<Item> visitor) throws IOException {
      if (!frames.carriesMessage()) {
        if (!frames.intact()) damaged(frames.next(), passed);
        return true;
      }
      var entry = frames.intact() ? entry() : null;
      if (entry == null) damaged(frames.next(), frames.sequence());
      passed = frames.sequence();
      if (entry == null) return true;
      var waiting = survey.waiting.contains(passed);
      return visitor.test(new Item(segment.path, frames.offset(), waiting, entry));
    }

    /// Null when the bytes are good and make no sense.
    private @Nullable Entry entry() {
      try {
        return codec.get(frames.payload(), frames.sequence(), frames.type());
      } catch (RuntimeException _) {
        return null;
      }
    }

    private void damaged(long to, long last) {
      damages.add(new Damage(segment.path, frames.offset(), to, passed + 1, last));
    }
  }
}
