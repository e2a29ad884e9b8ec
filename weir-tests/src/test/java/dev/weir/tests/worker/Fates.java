package dev.weir.tests.worker;

import dev.weir.tests.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// What becomes of members, by chance: they join, leave, die, and stand still so long that the
/// group goes on without them.
final class Fates {
  private static final int MEMBERS_MAX = 4;
  private static final int LONGER_THAN_A_SESSION_MILLIS = 3_500;

  private final Members members;
  private final SplittableRandom random;
  private final CommitWatch commits;
  private final List<Member> living = new ArrayList<>();

  Fates(Members members, SplittableRandom random, CommitWatch commits) {
    this.members = members;
    this.random = random;
    this.commits = commits;
  }

  /// At its end at least one member works.
  void run(int steps) throws IOException, InterruptedException {
    for (var step = 0; step < steps; step++) {
      step();
      Await.passInterruptibly(Duration.ofMillis(random.nextInt(1_500)));
      commits.neverGoBack();
    }
    if (living.isEmpty()) join();
  }

  private void step() throws IOException, InterruptedException {
    if (living.size() < 2) {
      join();
      return;
    }
    switch (random.nextInt(living.size() < MEMBERS_MAX ? 4 : 3)) {
      case 0 -> any().kill();
      case 1 -> any().terminate();
      case 2 -> standStill();
      default -> join();
    }
  }

  private void join() throws IOException {
    living.add(members.join());
  }

  /// One that does not come back from what befalls it.
  private Member any() {
    return living.remove(random.nextInt(living.size()));
  }

  private void standStill() throws IOException, InterruptedException {
    // Once a member, so that it is known what may come again.
    var member = living.stream().filter(one -> !one.hadFault()).findFirst().orElse(null);
    if (member == null) return;
    member.pause();
    Await.passInterruptibly(Duration.ofMillis(random.nextInt(LONGER_THAN_A_SESSION_MILLIS)));
    member.resume();
  }
}
