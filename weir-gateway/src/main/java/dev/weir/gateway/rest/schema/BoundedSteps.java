package dev.weir.gateway.rest.schema;

import com.networknt.schema.ExecutionContext;

/// Counts the steps of one validation: with references a small schema can ask for more of them than
/// there is time.
final class BoundedSteps extends ExecutionContext {
  private static final long ALWAYS = 1_000_000;
  private static final long A_BYTE = 50;

  /// Each takes some frames of the stack.
  private static final int DEPTH_MAX = 1_500;

  private long left;
  private int depth;

  /// @param bytes of the value
  BoundedSteps(int bytes) {
    this.left = ALWAYS + bytes * A_BYTE;
  }

  @Override
  public void evaluationPathAddLast(String keyword) {
    step();
    super.evaluationPathAddLast(keyword);
  }

  @Override
  public void evaluationPathAddLast(int index) {
    step();
    super.evaluationPathAddLast(index);
  }

  @Override
  public void evaluationPathRemoveLast() {
    depth--;
    super.evaluationPathRemoveLast();
  }

  private void step() {
    if (left-- == 0) throw new Misfit("the schema takes too many steps");
    if (++depth > DEPTH_MAX) throw new Misfit("the schema refers to itself without an end");
  }
}
