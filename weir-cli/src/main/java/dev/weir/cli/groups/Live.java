package dev.weir.cli.groups;

import dev.weir.cli.cluster.Group;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;

/// Groups that somebody is in: what is changed under their feet, they would overwrite.
final class Live {
  private Live() {}

  static void refuse(Group group, String done) {
    if (!group.live()) return;
    throw new Failure(
        ExitCode.FAILED,
        "Group '%s' was not %s".formatted(group.name(), done),
        "it has live members: " + group.membersAsText(),
        "Stop them, then run it again.");
  }
}
