package dev.weir.gateway.rest.consumers;

import dev.weir.gateway.web.RestException;

/// What an instance is called: its name is its own within its group.
record InstanceName(String group, String name) {
  private static final int ILLEGAL_STATE = 40903;

  RestException notFound() {
    return Ownership.notFound(group, name);
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
