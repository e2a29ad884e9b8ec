package dev.weir.cli.size;

import dev.weir.cli.load.Acks;
import dev.weir.cli.size.Throughput.Unit;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer, in words for people and in numbers for programs.
///
/// @param compared by acks; empty where nobody asked
/// @param work what the consumer does besides reading, or nothing
/// @param brokers 0 where nobody knows
record SizeView(
    Answer answer,
    String topic,
    Scale scale,
    Map<Acks, @Nullable Figure> compared,
    String work,
    int brokers)
    implements View {

  /// In what amounts are told.
  record Scale(Unit unit, long messageBytes) {
    String text(double bytesPerSecond) {
      return unit.text(bytesPerSecond, messageBytes);
    }
  }

  @Override
  public void table(Io io) {
    var words = new Words(this);
    words.lines().forEach(io.out()::line);
    if (!compared.isEmpty()) {
      io.out().line("");
      io.table(acks());
    }
  }

  private List<List<String>> acks() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("ACKS", "ONE PARTITION", "WHAT CAN BE LOST"));
    compared.forEach((acks, figure) -> {
      var rate = figure == null ? "-" : scale.text(figure.value()) + spread(figure);
      rows.add(List.of(acks.word(), rate, acks.loses()));
    });
    return rows;
  }

  /// ` (±4 %)`, or nothing where nothing is known of it.
  static String spread(Figure figure) {
    return figure.times() < 2
        ? ""
        : String.format(Locale.ROOT, " (±%.0f %%)", 100 * figure.spread());
  }

  @Override
  public Map<String, @Nullable Object> tree() {
    var need = answer.need();
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("targetBytesPerSecond", need.target());
    tree.put("producer", figure(need.producer()));
    tree.put("consumer", figure(need.consumer()));
    tree.put("messageBytes", scale.messageBytes);
    tree.put("producerRatio", answer.producerRatio());
    tree.put("consumerRatio", answer.consumerRatio());
    tree.put("limit", answer.consumerLimits() ? "consumer" : "producer");
    tree.put("needed", answer.needed());
    tree.put("growth", need.growth());
    tree.put("consumers", need.consumers());
    tree.put("consumersNeeded", answer.consumersNeeded());
    tree.put("partitions", answer.partitions());
    tree.put("partitionsNow", need.partitionsNow() == 0 ? null : need.partitionsNow());
    tree.put("replicas", need.replicas());
    tree.put("logs", answer.logs());
    tree.put("brokers", brokers == 0 ? null : brokers);
    tree.put("keysMoved", moved());
    tree.put("acks", comparison());
    tree.put("command", new Words(this).command());
    return tree;
  }

  private static Map<String, @Nullable Object> figure(Figure figure) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("bytesPerSecond", figure.value());
    tree.put("spread", figure.times() < 2 ? null : figure.spread());
    tree.put("measured", figure.times());
    return tree;
  }

  private Map<String, @Nullable Object> moved() {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("from", answer.from());
    tree.put("to", answer.to());
    tree.put("moved", Answer.keysMoved(answer.from(), answer.to()));
    tree.put("of", Answer.KEYS);
    return tree;
  }

  private List<Map<String, @Nullable Object>> comparison() {
    var list = new ArrayList<Map<String, @Nullable Object>>();
    compared.forEach((acks, figure) -> {
      var tree = new LinkedHashMap<String, @Nullable Object>();
      tree.put("acks", acks.word());
      tree.put("bytesPerSecond", figure == null ? null : figure.value());
      tree.put("loses", acks.loses());
      list.add(tree);
    });
    return list;
  }

  @Override
  public List<String> names() {
    return List.of(Integer.toString(answer.partitions()));
  }
}
