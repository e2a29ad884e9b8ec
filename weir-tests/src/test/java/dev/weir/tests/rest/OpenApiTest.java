package dev.weir.tests.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.testkit.WeirExtension;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openapi4j.core.model.v3.OAI3Context;
import org.openapi4j.parser.model.v3.OpenApi3;
import org.openapi4j.parser.validation.v3.OpenApi3Validator;

/// What the description of the API says, and that it is one.
@Timeout(180)
class OpenApiTest {
  private static final ObjectMapper JACKSON = new ObjectMapper();
  private static final String STANDARD = "/openapi.json";
  private static final String BRIDGE = "/openapi";
  private static final String REF = "$ref";

  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  @Test
  void it_is_valid_openapi_3() throws Exception {
    var document = described(STANDARD);

    assertThat(document.path("openapi").asText()).startsWith("3.0.");
    assertThatCode(() -> valid(document)).doesNotThrowAnyException();
    assertThatCode(() -> valid(described(BRIDGE))).doesNotThrowAnyException();
  }

  @Test
  void each_schema_that_is_named_is_there_and_each_that_is_there_is_named() throws Exception {
    var document = described(STANDARD);
    var named = new TreeSet<String>();

    refs(document, named);

    var there = new ArrayList<String>();
    document.at("/components/schemas").fieldNames().forEachRemaining(there::add);
    assertThat(named).containsExactlyInAnyOrderElementsOf(there);
  }

  @Test
  void each_operation_has_a_name_of_its_own_and_says_what_it_does() throws Exception {
    var ids = new HashSet<String>();

    for (var operation : operations()) {
      assertThat(ids.add(operation.path("operationId").asText())).as("%s", operation).isTrue();
      assertThat(operation.path("summary").asText()).isNotBlank();
      assertThat(operation.path("responses").properties())
          .anySatisfy(response -> assertThat(response.getKey()).startsWith("2"));
    }
  }

  @Test
  @Tag("S6")
  void each_operation_says_which_role_it_takes_but_for_what_is_for_all() throws Exception {
    var paths = described(STANDARD).path("paths");

    for (var operation : operations()) {
      var role = operation.path("x-weir-role").asText();
      if (role.isEmpty()) {
        assertThat(operation.path("operationId").asText())
            .matches(
                "getRoot|getHealthy|getReady|getOpenapi(Json)?|(get|post|delete)ApiSession"
                    + "|getV3Clusters(ByClusterId)?");
      } else {
        assertThat(role).isIn("read", "produce", "operate");
      }
    }
    assertThat(role(paths, "/topics/{topic}", "post")).isEqualTo("produce");
    assertThat(role(paths, "/topics/{topic}", "get")).isEqualTo("read");
    assertThat(role(paths, "/consumers/{group}", "post")).isEqualTo("read");
    assertThat(role(paths, "/v3/clusters/{cluster_id}/topics", "post")).isEqualTo("operate");
    assertThat(role(paths, "/api/topics/{topic}/messages", "post")).isEqualTo("produce");
  }

  private static String role(JsonNode paths, String path, String method) {
    return paths.path(path).path(method).path("x-weir-role").asText();
  }

  @Test
  void the_server_is_where_the_request_came_to() throws Exception {
    var here = described(STANDARD).at("/servers/0/url").asText();
    var behind =
        described(
            STANDARD,
            "Forwarded",
            "host=api.example.com;proto=https",
            "X-Forwarded-Path",
            "/kafka");

    assertThat(here).isEqualTo("http://127.0.0.1:" + weir.port("http"));
    assertThat(behind.at("/servers/0/url").asText()).isEqualTo("https://api.example.com:443/kafka");
    assertThat(behind.has("basePath")).isFalse();
  }

  @Test
  void as_on_the_bridge_the_path_before_ours_is_told() throws Exception {
    assertThat(described(BRIDGE).has("basePath")).isFalse();
    assertThat(described(BRIDGE, "X-Forwarded-Path", "/app/bridge").path("basePath").asText())
        .isEqualTo("/app/bridge");
    assertThat(described(BRIDGE, "X-Forwarded-Prefix", "/app/").path("basePath").asText())
        .isEqualTo("/app");
  }

  @Test
  void what_it_says_is_known_to_the_gateway() throws Exception {
    for (var path : described(STANDARD).path("paths").properties()) {
      var concrete =
          path.getKey().replaceAll("\\{partition[a-z_]*}", "0").replaceAll("\\{.*?}", "x");
      var methods = new ArrayList<String>();
      path.getValue().fieldNames().forEachRemaining(methods::add);

      var options =
          weir.send(
              HttpRequest.newBuilder(weir.uri(concrete))
                  .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

      var allowed = options.headers().firstValue("Allow").orElse("");
      assertThat(methods)
          .as(path.getKey())
          .allSatisfy(method -> assertThat(allowed).containsIgnoringCase(method));
    }
  }

  private static List<JsonNode> operations() throws IOException {
    var operations = new ArrayList<JsonNode>();
    for (var path : described(STANDARD).path("paths")) path.forEach(operations::add);
    return operations;
  }

  private static void refs(JsonNode node, Set<String> found) {
    if (node.has(REF)) found.add(node.path(REF).asText().replace("#/components/schemas/", ""));
    node.forEach(child -> refs(child, found));
  }

  private static void valid(ObjectNode document) throws Exception {
    var api = JACKSON.treeToValue(document, OpenApi3.class);
    api.setContext(new OAI3Context(weir.uri(STANDARD).toURL(), document));
    OpenApi3Validator.instance().validate(api);
  }

  private static ObjectNode described(String path, String... headers) throws IOException {
    var request = HttpRequest.newBuilder(weir.uri(path));
    if (headers.length > 0) request.headers(headers);
    var answer = weir.send(request);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().map()).containsEntry("content-type", List.of("application/json"));
    return (ObjectNode) JACKSON.readTree(answer.body());
  }
}
