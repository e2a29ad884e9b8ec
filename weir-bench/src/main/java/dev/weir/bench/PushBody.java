package dev.weir.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The body of `POST /push`, read in the plainest way that streaming allows.
record PushBody(List<ProducerRecord<byte[], byte[]>> records, boolean sync) {
  private static final JsonFactory JSON = new JsonFactory();

  static PushBody parse(byte[] body) throws IOException {
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>(1);
    boolean sync = false;
    try (var parser = JSON.createParser(body)) {
      expect(parser.nextToken() == JsonToken.START_OBJECT);
      for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        switch (name) {
          case "records" -> readRecords(parser, records);
          case "wait_for_send" -> sync = parser.currentToken() == JsonToken.VALUE_TRUE;
          default -> parser.skipChildren();
        }
      }
    }
    return new PushBody(records, sync);
  }

  private static void readRecords(JsonParser parser, List<ProducerRecord<byte[], byte[]>> records)
      throws IOException {
    expect(parser.currentToken() == JsonToken.START_ARRAY);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(parser.currentToken() == JsonToken.START_OBJECT);
      records.add(readRecord(parser));
    }
  }

  private static ProducerRecord<byte[], byte[]> readRecord(JsonParser parser) throws IOException {
    String topic = "";
    var data = new byte[0];
    for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case "topic" -> topic = parser.getText();
        case "data" -> data = parser.getText().getBytes(StandardCharsets.UTF_8);
        default -> parser.skipChildren();
      }
    }
    return new ProducerRecord<>(topic, data);
  }

  private static void expect(boolean shape) throws IOException {
    if (!shape) {
      throw new IOException("The body is not {\"records\":[{\"topic\":…,\"data\":…}]}");
    }
  }
}
