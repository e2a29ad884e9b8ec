package dev.weir.gateway.rest.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;

/// Counts the steps of one validation, and how often its patterns look at text: a small schema can
/// ask for more of both than there is time. Used by one thread.
final class BoundedSteps extends ExecutionContext {
  private static final ScopedValue<BoundedSteps> UNDER_WAY = ScopedValue.newInstance();

  private static final long ALWAYS = 1_000_000;
  private static final long A_BYTE = 50;

  /// Far more than any pattern of good will needs for a value of some kilobytes; half a second.
  private static final long LOOKS = 20_000_000;

  private static final long LOOKS_A_BYTE = 200;

  /// Each takes some frames of the stack.
  private static final int DEPTH_MAX = 1_500;

  private long left;
  private long looksLeft;
  private int depth;

  /// @param bytes of the value
  BoundedSteps(int bytes) {
    this.left = ALWAYS + bytes * A_BYTE;
    this.looksLeft = LOOKS + bytes * LOOKS_A_BYTE;
  }

  /// Judges a value; throws what the validator throws.
  void validate(Schema schema, JsonNode value) {
    setFailFast(true);
    ScopedValue.where(UNDER_WAY, this).run(() -> schema.validate(this, value));
  }

  /// That of the validation which this thread is at.
  static BoundedSteps underWay() {
    return UNDER_WAY.get();
  }

  /// A pattern looks at a character.
  void look() {
    if (looksLeft-- == 0) throw new Misfit("the patterns of the schema take too long");
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
