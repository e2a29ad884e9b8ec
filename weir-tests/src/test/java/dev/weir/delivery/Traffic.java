package dev.weir.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.Acks;
import dev.weir.Header;
import dev.weir.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The clients: connections that each have their keys, their topics and the safety they want.
final class Traffic {
  private static final int KEYS = 3;
  private static final int VALUE_MAX = 1_500;
  private static final String POISON = "poison";

  /// @param acks what it asks for, or null for now this and now that
  private record Connection(int number, @Nullable Acks acks, List<String> topics) {}

  private final Chance chance;
  private final List<Connection> connections = new ArrayList<>();

  /// One in so many is poison; 0: none.
  private int poison;

  Traffic(Chance chance, List<String> topics) {
    this.chance = chance;
    var count = chance.between(1, 6);
    for (var i = 0; i < count; i++) connections.add(connection(i, topics));
  }

  private Connection connection(int number, List<String> topics) {
    var acks = chance.pick(List.of(Acks.values()));
    var some = topics.stream().filter(_ -> chance.coin()).toList();
    return new Connection(number, acks, some.isEmpty() ? topics : some);
  }

  void poison(int oneIn) {
    poison = oneIn;
  }

  /// What one connection sends at once.
  record Parcels(int connection, Acks acks, List<Message> messages) {}

  Parcels next(long firstId) {
    var connection = chance.pick(connections);
    var asked = connection.acks;
    var acks = asked == null ? chance.pick(List.of(Acks.values())) : asked;
    var messages = new ArrayList<Message>();
    var count = chance.oneIn(3) ? chance.between(2, 8) : 1;
    for (var i = 0; i < count; i++) {
      messages.add(message(firstId + i, chance.pick(connection.topics)));
    }
    return new Parcels(connection.number, acks, messages);
  }

  Message message(long id, String topic) {
    var key = chance.between(0, KEYS);
    var headers = new ArrayList<Header>();
    if (chance.oneIn(4)) headers.add(new Header("h" + id, new byte[] {(byte) id}));
    if (poison > 0 && chance.oneIn(poison)) headers.add(new Header(POISON, null));
    return new Message(
        topic,
        Message.ANY_PARTITION,
        Message.NOW,
        key == KEYS ? null : new byte[] {(byte) key, 7},
        value(id, (int) chance.spread(Long.BYTES, VALUE_MAX)),
        List.copyOf(headers));
  }

  private static byte[] value(long id, int length) {
    var bytes = new byte[length];
    new SplittableRandom(id).nextBytes(bytes);
    ByteBuffer.wrap(bytes).putLong(id);
    return bytes;
  }

  /// The same with another last bit.
  static Message altered(Message message) {
    var value = message.value();
    if (value == null) return message;
    var other = value.clone();
    other[other.length - 1] ^= 1;
    return new Message(
        message.topic(),
        message.partition(),
        message.timestamp(),
        message.key(),
        other,
        message.headers());
  }

  static long id(Message message) {
    var value = message.value();
    return value == null || value.length < Long.BYTES ? -1 : ByteBuffer.wrap(value).getLong();
  }

  static boolean poisonous(Message message) {
    for (var header : message.headers()) {
      if (header.name().equals(POISON)) return true;
    }
    return false;
  }

  static boolean sameHeaders(Message one, Message other) {
    var count = one.headers().size();
    if (other.headers().size() != count) return false;
    for (var i = 0; i < count; i++) {
      var a = one.headers().get(i);
      var b = other.headers().get(i);
      if (!Arrays.equals(a.name().getBytes(UTF_8), b.name().getBytes(UTF_8))) return false;
      if (!Arrays.equals(a.value(), b.value())) return false;
    }
    return true;
  }
}
