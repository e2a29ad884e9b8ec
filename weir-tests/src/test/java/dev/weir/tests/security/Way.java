package dev.weir.tests.security;

/// A way in.
enum Way {
  PUSH("http", "POST", "/push", Way.JSON, Way.PUSHED),
  PUSH_PORT("push", "POST", "/push", Way.JSON, Way.PUSHED),
  TOPICS("http", "POST", "/topics/t/messages", Way.TEXT, "x"),
  TOPICS_PORT("topics", "POST", "/topics/t/messages", Way.TEXT, "x"),
  STREAM("http", "POST", "/topics/t/stream", "application/x-ndjson", "{\"value\":\"x\"}\n"),
  NAMES("http", "GET", "/topics", "", ""),
  V2_PRODUCE("http", "POST", "/topics/t", Way.V2_JSON, Way.V2_RECORD),
  V2_PORT("rest", "POST", "/topics/t", Way.V2_JSON, Way.V2_RECORD),
  V2_CONSUMER("http", "POST", "/consumers/matrix", Way.V2, "{\"name\":\"UNIQUE\"}"),
  V3_PRODUCE("http", "POST", "/v3/clusters/-/topics/t/records", Way.JSON, Way.V3_RECORD),
  V3_CREATE("http", "POST", "/v3/clusters/-/topics", Way.JSON, "{\"topic_name\":\"UNIQUE\"}"),
  METRICS("http", "GET", "/metrics", "", ""),
  METRICS_PORT("metrics", "GET", "/metrics", "", ""),
  API("http", "GET", "/api/about", "", ""),
  API_SEND("http", "POST", "/api/topics/t/messages", Way.JSON, "{\"value\":\"x\"}"),
  ADMIN("http", "GET", "/admin/sinks", "", ""),
  ADMIN_CHANGE("http", "POST", "/admin/breaker/kafka/reset", Way.JSON, ""),
  DESCRIPTION("http", "GET", "/openapi.json", "", ""),
  HEALTH("http", "GET", "/healthz", "", ""),
  GRPC_PRODUCE("/KafkaAmbassador/Produce", GrpcAsk.message("t", "x")),
  GRPC_NAMES("/KafkaAmbassador/ListTopics"),
  GRPC_SERVICES("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", (byte) 0x3A, (byte) 0),
  GRPC_HEALTH("/grpc.health.v1.Health/Check");

  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain";
  private static final String V2 = "application/vnd.kafka.v2+json";
  private static final String V2_JSON = "application/vnd.kafka.json.v2+json";
  private static final String PUSHED = "{\"records\":[{\"topic\":\"t\",\"data\":\"x\"}]}";
  private static final String V2_RECORD = "{\"records\":[{\"value\":1}]}";
  private static final String V3_RECORD = "{\"value\":{\"type\":\"JSON\",\"data\":1}}";

  /// By its name in `weir.ports`.
  final String port;

  final String method;
  final String path;

  /// Empty where there is no body.
  final String type;

  /// With `UNIQUE` where each call has to have another name.
  final String body;

  /// Of a call over gRPC.
  @SuppressWarnings("ImmutableEnumChecker") // written by nobody
  final byte[] message;

  Way(String port, String method, String path, String type, String body) {
    this.port = port;
    this.method = method;
    this.path = path;
    this.type = type;
    this.body = body;
    this.message = new byte[0];
  }

  Way(String path, byte... message) {
    this.port = "grpc";
    this.method = "POST";
    this.path = path;
    this.type = "";
    this.body = "";
    this.message = message;
  }
}
