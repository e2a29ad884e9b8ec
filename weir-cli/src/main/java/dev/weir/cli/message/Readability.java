package dev.weir.cli.message;

import dev.weir.cli.message.Part.Count;
import dev.weir.cli.message.Part.Field;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A format of which it is known where each part ends.
///
/// @param terminator what a message ends with; empty where lengths tell it
/// @param resumes whether the next terminator begins a message, whatever came before it
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Readability(List<Step> steps, byte[] terminator, boolean resumes) {
  private static final byte[] LINE_FEED = {'\n'};

  /// @param sized whether its length or number was read before it
  /// @param inner what each header has
  record Step(Part part, boolean sized, List<Step> inner) {}

  /// @param text of the format, for the failure
  static Readability of(String text, List<Part> parts) {
    var steps = new Check(text).steps(withEnd(parts), new byte[0]);
    var resumes = steps.stream().noneMatch(step -> step.sized);
    if (steps.getLast().part instanceof Part.Literal(var bytes, _)) {
      return new Readability(steps, bytes, resumes);
    }
    return new Readability(steps, new byte[0], false);
  }

  /// What would end nowhere ends with its line.
  private static List<Part> withEnd(List<Part> parts) {
    var last = parts.getLast();
    var ends =
        last instanceof Part.Literal
            || (last instanceof Part.Numeric(_, var shape, _) && shape.isFixed());
    if (ends || isSized(parts)) return parts;
    var all = new ArrayList<>(parts);
    all.add(new Part.Literal(LINE_FEED, last.at()));
    return all;
  }

  private static boolean isSized(List<Part> parts) {
    var lengths = EnumSet.noneOf(Count.class);
    parts.forEach(part -> note(part, lengths));
    return isSized(parts.getLast(), lengths);
  }

  private static void note(Part part, Set<Count> lengths) {
    if (part instanceof Part.Numeric(var of, _, _)) lengths.add(of);
  }

  private static boolean isSized(Part part, Set<Count> lengths) {
    return switch (part) {
      case Part.Data(var of, _, _) -> lengths.contains(length(of));
      case Part.EachHeader _ -> lengths.contains(Count.HEADERS);
      default -> false;
    };
  }

  static Count length(Field of) {
    return switch (of) {
      case TOPIC -> Count.TOPIC_LENGTH;
      case KEY -> Count.KEY_LENGTH;
      case VALUE -> Count.VALUE_LENGTH;
    };
  }

  /// Sees to it that each part's end can be told.
  private record Check(String text) {
    /// @param after what comes behind the last of them; empty for the end of all
    List<Step> steps(List<Part> parts, byte[] after) {
      var lengths = EnumSet.noneOf(Count.class);
      var steps = new ArrayList<Step>();
      for (var i = 0; i < parts.size(); i++) {
        var part = parts.get(i);
        var sized = isSized(part, lengths);
        var next = i + 1 < parts.size() ? start(parts.get(i + 1)) : after;
        readable(part, sized);
        if (!sized) ends(part, next);
        steps.add(new Step(part, sized, inner(part)));
        note(part, lengths);
      }
      return List.copyOf(steps);
    }

    private static byte[] start(Part part) {
      return part instanceof Part.Literal(var bytes, _) ? bytes : new byte[0];
    }

    private List<Step> inner(Part part) {
      if (!(part instanceof Part.EachHeader(var parts, _))) return List.of();
      return steps(parts, start(parts.getFirst()));
    }

    private void readable(Part part, boolean sized) {
      switch (part) {
        case Part.Data(_, var shapes, var at) -> {
          readable(shapes, at);
          var lengthIsKnown = shapes.decoded() != Decode.JSON;
          if (sized && !lengthIsKnown)
            throw bad(at, "the length of {json} is not that of the bytes");
        }
        case Part.Headers(var shapes, var at) -> readable(shapes, at);
        case Part.OneHeader(_, var shapes, var at) -> readable(shapes, at);
        case Part.Time(var shape, var at) when !shape.isReadable() ->
            throw bad(at, "{ago} can be printed, but not be read");
        default -> {}
      }
    }

    private void readable(Shapes shapes, int at) {
      if (shapes.isReadable()) return;
      throw bad(at, "what it shows can be printed, but not be read");
    }

    private void ends(Part part, byte[] next) {
      switch (part) {
        case Part.Literal _ -> {}
        case Part.Numeric(_, var shape, var at) -> {
          if (!shape.isFixed() && (next.length == 0 || (next[0] >= '0' && next[0] <= '9'))) {
            throw bad(
                at, "the number has no end: put a sign behind it, or say how wide it is, {big32}");
          }
        }
        default -> {
          if (next.length == 0) {
            throw bad(part.at(), "it has no end: put a sign behind it, or its length before it");
          }
        }
      }
    }

    private RuntimeException bad(int at, String why) {
      return Format.failure(text, at, why);
    }
  }
}
