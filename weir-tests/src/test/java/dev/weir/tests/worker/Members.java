package dev.weir.tests.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/// All processes that ever were members of a group, and what they did together.
final class Members implements AutoCloseable {
  private final Member.Plan plan;
  private final List<Member> all = new ArrayList<>();

  Members(Member.Plan plan) {
    this.plan = plan;
  }

  /// Another one, which has joined.
  Member join() throws IOException {
    return join("-");
  }

  /// @param held the key whose attempts never end in it
  Member join(String held) throws IOException {
    var member = plan.start(held);
    all.add(member);
    return member.awaitJoined();
  }

  /// How many records have been processed, those that came again not counted.
  int done() {
    var done = new HashSet<String>();
    for (var member : all) {
      for (var line : member.lines()) {
        if (line.what() == Journal.What.ENDED) done.add(line.record());
      }
    }
    return done.size();
  }

  /// Attempts that ended well.
  long ended() {
    return all.stream().mapToLong(member -> member.count(Journal.What.ENDED)).sum();
  }

  long duplicates() {
    return ended() - done();
  }

  /// How many there may be, after all that was done to the members.
  long duplicatesMax() {
    return all.stream().mapToLong(Member::mayComeAgain).sum();
  }

  String figures() {
    return "%d processes, %d records, %d came again, %d may have"
        .formatted(all.size(), done(), duplicates(), duplicatesMax());
  }

  /// That each record of the topic was processed, and no more of them twice than may be.
  Members lostNothing(WorkerTopic topic) {
    assertThat(done()).as("records processed: %s", figures()).isEqualTo(topic.written());
    assertThat(duplicates()).as(figures()).isLessThanOrEqualTo(duplicatesMax());
    return this;
  }

  /// That no record was begun before all those in front of it with its key had ended well.
  Members wereInOrder() {
    var lines = new ArrayList<Journal.Line>();
    for (var member : all) lines.addAll(member.lines());
    lines.sort(Comparator.comparingLong(Journal.Line::nanos));
    var settled = new HashMap<String, Integer>();
    for (var line : lines) {
      var before = settled.getOrDefault(line.key(), 0);
      if (line.what() == Journal.What.BEGUN) {
        assertThat(line.number()).as("%s begins behind %s", line, before).isLessThan(before + 2);
      } else if (line.what() == Journal.What.ENDED) {
        settled.merge(line.key(), line.number(), Math::max);
      }
    }
    return this;
  }

  @Override
  public void close() {
    all.forEach(Member::close);
  }
}
