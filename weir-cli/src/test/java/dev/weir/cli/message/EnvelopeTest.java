package dev.weir.cli.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.Header;
import dev.weir.Message;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Envelopes, there and back.
final class EnvelopeTest {
  @Test
  void a_line_looks_as_it_is_promised() {
    var out = new ByteArrayOutputStream();
    var writer = new EnvelopeWriter(out);

    writer.print(record(12, "k".getBytes(UTF_8), null, new Header("trace", new byte[] {-1})));
    writer.flush();

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            {"envelope":1,"topic":"rides","partition":3,"offset":12,"timestamp":1234,\
            "timestampType":"create","key":"aw==","value":null,\
            "headers":[{"key":"trace","value":"/w=="}]}
            """);
  }

  @Test
  void any_message_comes_back_byte_for_byte() throws IOException {
    var random = new Random(8);
    var out = new ByteArrayOutputStream();
    var writer = new EnvelopeWriter(out);
    var written = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    for (var i = 0; i < 300; i++) {
      var headers = new Header[random.nextInt(3)];
      for (var j = 0; j < headers.length; j++) headers[j] = new Header("ä\"" + j, bytes(random));
      written.add(record(i, bytes(random), bytes(random), headers));
    }

    written.forEach(writer::print);
    writer.flush();

    var reader = new EnvelopeReader(new ByteArrayInputStream(out.toByteArray()));
    for (var record : written) assertThat(reader.next()).satisfies(same(record));
    assertThat(reader.next()).isNull();
    assertThat(reader.position()).isEqualTo(out.size());
  }

  @Test
  void a_torn_line_is_told_with_its_place_and_reading_goes_on() throws IOException {
    var whole = "{\"envelope\":1,\"topic\":\"t\",\"value\":null}\n";
    var text = whole + "{\"envelope\":2,\"topic\":\"t\"}\n" + whole + whole.substring(0, 20);
    var reader = new EnvelopeReader(new ByteArrayInputStream(text.getBytes(UTF_8)));

    assertThat(reader.next()).isNotNull();
    var other = catchThrowableOfType(MalformedMessage.class, reader::next);
    assertThat(reader.next()).isNotNull();
    var position = reader.position();
    var torn = catchThrowableOfType(MalformedMessage.class, reader::next);

    assertThat(other).hasMessageContaining("of version 2");
    assertThat(other.line()).isEqualTo(2);
    assertThat(torn.line()).isEqualTo(4);
    assertThat(torn.raw()).isEqualTo(whole.substring(0, 20).getBytes(UTF_8));
    assertThat(position).isEqualTo(text.length() - 20);
    assertThat(reader.whole()).isFalse();
    assertThat(reader.next()).isNull();
  }

  private static org.assertj.core.api.ThrowingConsumer<Envelope> same(
      ConsumerRecord<byte[], byte[]> record) {
    return envelope -> {
      var message = envelope.message();
      assertThat(envelope.offset()).isEqualTo(record.offset());
      assertThat(message)
          .usingRecursiveComparison()
          .isEqualTo(
              new Message(
                  record.topic(),
                  record.partition(),
                  record.timestamp(),
                  record.key(),
                  record.value(),
                  List.of(record.headers().toArray()).stream()
                      .map(header -> new Header(header.key(), header.value()))
                      .toList()));
    };
  }

  private static byte @Nullable [] bytes(Random random) {
    if (random.nextInt(5) == 0) return null;
    var bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static ConsumerRecord<byte[], byte[]> record(
      long offset, byte @Nullable [] key, byte @Nullable [] value, Header... headers) {
    var all = new RecordHeaders();
    for (var header : headers) all.add(new RecordHeader(header.name(), header.value()));
    return new ConsumerRecord<>(
        "rides",
        3,
        offset,
        1234,
        TimestampType.CREATE_TIME,
        0,
        0,
        key,
        value,
        all,
        Optional.empty(),
        Optional.empty());
  }
}
