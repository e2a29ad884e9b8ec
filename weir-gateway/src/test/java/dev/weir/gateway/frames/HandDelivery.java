package dev.weir.gateway.frames;

import dev.weir.Acks;
import dev.weir.Caller;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.delivery.Answer;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.ListedSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A delivery that takes what it is offered, or as much of it as the test says, and answers when
/// the test says so.
final class HandDelivery implements Intake.Offers {
  /// One message that was taken.
  private record Taken(Message message, Answer answer, int index) {}

  private final List<Taken> taken = new ArrayList<>();
  private final List<List<String>> offers = new ArrayList<>();
  private final List<Acks> levels = new ArrayList<>();
  private @Nullable Problem refusal;
  private int takesBefore;

  /// Refuses what comes after so many more of one offer.
  void refuse(int takesBefore, Problem problem) {
    this.refusal = problem;
    this.takesBefore = takesBefore;
  }

  void takeAll() {
    refusal = null;
  }

  @Override
  public Delivery.Taken offer(List<Message> messages, Acks acks, Caller client, Answer answer) {
    offers.add(messages.stream().map(ListedSink::line).toList());
    levels.add(acks);
    var count = refusal == null ? messages.size() : Math.min(takesBefore, messages.size());
    for (var i = 0; i < count; i++) {
      taken.add(new Taken(messages.get(i), answer, i));
      if (acks == Acks.MEMORY) answer.settle(i, Outcome.ACCEPTED);
    }
    return new Delivery.Taken(count, count == messages.size() ? null : refusal);
  }

  /// Answers one of those taken, which count from 0.
  void answer(int number, Outcome outcome) {
    var one = taken.get(number);
    one.answer().settle(one.index(), outcome);
  }

  /// What was taken, in its order, as `topic/key=value`.
  List<String> lines() {
    return taken.stream().map(one -> ListedSink.line(one.message())).toList();
  }

  /// What each offer had.
  List<List<String>> offers() {
    return offers;
  }

  List<Acks> levels() {
    return levels;
  }
}
