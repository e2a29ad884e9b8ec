package dev.weir.delivery;

import dev.weir.Message;
import dev.weir.delivery.Simulation.Sabotage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A cluster that outlives the gateway and its producers: how it is doing, and what it has taken.
final class SimulatedKafka {
  enum Weather {
    FINE,
    SLOW,
    /// Out of reach; producers wait for it.
    UNREACHABLE,
    /// It may take messages and tells nobody.
    FROZEN,
    /// It turns messages away at once; they may be sent again.
    AWAY
  }

  /// With a sabotage: what goes wrong, goes wrong with one in so many.
  private static final int SABOTAGED_EACH = 50;

  final String name;
  private final Audit audit;
  private final Map<String, Weather> topics = new TreeMap<>();
  private final List<SimulatedSink> producers = new ArrayList<>();
  private Weather weather = Weather.FINE;
  private long offset;

  private final Sabotage sabotage;

  /// The one that another is to pass.
  private @Nullable Message held;

  SimulatedKafka(String name, Audit audit, Sabotage sabotage) {
    this.name = name;
    this.sabotage = sabotage;
    this.audit = audit;
  }

  Weather weather(String topic) {
    return weather == Weather.FINE ? topics.getOrDefault(topic, Weather.FINE) : weather;
  }

  /// Of all topics.
  void turn(Weather next) {
    weather = next;
    producers.forEach(SimulatedSink::look);
  }

  /// As when its leader is lost.
  void turn(String topic, Weather next) {
    topics.put(topic, next);
    producers.forEach(SimulatedSink::look);
  }

  void heal() {
    topics.clear();
    turn(Weather.FINE);
  }

  long take(int partition, Message message) {
    offset++;
    if (offset % SABOTAGED_EACH == 0) {
      takeWrongly(partition, message);
    } else {
      audit.arrived(name, partition, message);
      letPass(partition, message);
    }
    return offset;
  }

  private void letPass(int partition, Message message) {
    var passed = held;
    if (passed == null || !passed.topic().equals(message.topic())) return;
    if (!Arrays.equals(passed.key(), message.key())) return;
    held = null;
    audit.arrived(name, partition, passed);
  }

  private void takeWrongly(int partition, Message message) {
    switch (sabotage) {
      case NONE, FORGETFUL_DISK -> audit.arrived(name, partition, message);
      case SINK_DROPS -> {}
      case SINK_REPEATS -> {
        audit.arrived(name, partition, message);
        audit.arrived(name, partition, message);
      }
      case SINK_SWAPS -> held = message;
      case SINK_ALTERS -> audit.arrived(name, partition, Traffic.altered(message));
    }
  }

  /// Something was sent of which its sender does not know whether it was taken.
  void unsure() {
    audit.mayRepeat();
  }

  void join(SimulatedSink producer) {
    producers.add(producer);
  }

  void leave(SimulatedSink producer) {
    producers.remove(producer);
  }
}
