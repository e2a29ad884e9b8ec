package dev.weir.gateway.rest.consumers;

import dev.weir.gateway.rest.web.RestException;

/// What an instance is called: its name is its own within its group.
record InstanceName(String group, String name) {
  private static final int NOT_FOUND = 40403;
  private static final int ILLEGAL_STATE = 40903;

  RestException notFound() {
    return new RestException(
        404,
        NOT_FOUND,
        "Consumer instance not found: group %s has no %s here. It was deleted, it was idle for longer than consumers.idle, or the gateway was restarted: make it again"
            .formatted(group, name));
  }

  RestException exists() {
    return new RestException(
        409,
        40902,
        "Consumer instance %s already exists in group %s. Delete it, or take another name"
            .formatted(name, group));
  }

  /// What was asked for does not fit what the instance was asked before.
  RestException illegal(String why) {
    return new RestException(
        409, ILLEGAL_STATE, "Consumer instance %s of group %s %s".formatted(name, group, why));
  }

  @Override
  public String toString() {
    return group + "/" + name;
  }
}
