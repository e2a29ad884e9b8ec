package dev.weir.gateway.web;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Lines;
import org.jspecify.annotations.Nullable;

/// What answers the calls of one route. No method may block: see [Blocking] for what does.
public interface Resource {
  /// Judges a call before its body is read; throws a [RestException] to refuse it.
  default void check(Target target) {}

  /// What reads the body as it comes, or null where it is wanted whole.
  default @Nullable Lines lines(Target target) {
    return null;
  }

  /// Takes a call whose body is there, and sees to it that it is answered once. What it throws is
  /// the answer, too.
  void handle(Call call);

  /// What is done for a call. It may block, and has a virtual thread to itself.
  @FunctionalInterface
  interface Task {
    Answer answer(Call call) throws Exception;
  }
}
