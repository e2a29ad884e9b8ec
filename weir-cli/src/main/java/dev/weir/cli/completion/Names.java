package dev.weir.cli.completion;

import java.util.List;

/// What has names in a cluster, as far as it is known by now.
public interface Names {
  /// Those of a kind, in their order.
  ///
  /// @param kind `topic`, `group` or `context`
  List<String> of(String kind);
}
