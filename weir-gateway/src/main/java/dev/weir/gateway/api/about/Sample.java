package dev.weir.gateway.api.about;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The message that the programs send. Whatever is in it, a shell and a compiler read it as text.
///
/// @param topic a legal name, so it needs no quoting anywhere
record Sample(String topic, String text) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~:/@%+=,\\[\\]-]+");

  /// What stands in the programs for `«name»`.
  Map<String, String> values(Places places, Proof proof) {
    var values = new HashMap<String, String>();
    values.put("curl", "curl " + proof.curl());
    values.put("variables", proof.command());
    values.put("python-key", proof.pythonKey());
    values.put("python-channel", proof.pythonChannel(quoted(places.grpc())));
    values.put("topic", topic);
    values.put("message", sh(text));
    values.put("gateway", sh(places.http()));
    values.put("push-url", sh(places.http() + "/push"));
    values.put("topic-url", sh(places.http() + "/topics/" + topic + "/messages"));
    values.put("stream-url", sh(places.http() + "/topics/" + topic + "/stream"));
    values.put("rest-v2-url", sh(places.http() + "/topics/" + topic));
    values.put("rest-v3-url", sh(places.http() + "/v3/clusters/-/topics/" + topic + "/records"));
    values.put("kafka", sh(places.kafka()));
    var quoted = quoted(text);
    values.put(
        "push",
        sh(
            "{\"records\":[{\"topic\":\"%s\",\"data\":%s}],\"wait_for_send\":true}"
                .formatted(topic, quoted)));
    values.put("line", sh("{\"value\":%s}".formatted(quoted)));
    values.put("rest-v2", sh("{\"records\":[{\"value\":%s}]}".formatted(quoted)));
    values.put("rest-v3", sh("{\"value\":{\"type\":\"STRING\",\"data\":%s}}".formatted(quoted)));
    values.put("python-message", quoted);
    values.put("python-unix", quoted(places.unix()));
    values.put("python-acked", quoted(places.acked()));
    values.put("java-kafka", quoted(places.kafka()));
    return values;
  }

  /// As one word of a shell. Within single quotes nothing means anything.
  private static String sh(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /// In quotes, as JSON, Python and Java read it. There are no control characters.
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
