package dev.weir.gateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is written is what the protocol's own classes read.
final class OtlpTest {
  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN_ID = "00f067aa0ba902b7";
  private static final String PARENT_ID = "b7ad6b7169203331";

  @Test
  void a_request_has_all_of_its_spans() throws Exception {
    var otlp = new Otlp(Map.of("service.name", "edge"), "1.2.3");
    var attributes = new LinkedHashMap<String, Object>();
    attributes.put("topic", "r\u00e4der");
    attributes.put("offset", -1L);
    attributes.put("big", Long.MAX_VALUE);
    attributes.put("from_log", true);
    var times = new Finished.Times(1_700_000_000_000_000_001L, 1_700_000_000_000_000_002L);
    var well =
        new Finished(
            TRACE_ID,
            SPAN_ID,
            PARENT_ID,
            "weir deliver",
            Finished.Kind.PRODUCER,
            times,
            attributes,
            null);
    var failed =
        new Finished(
            TRACE_ID, PARENT_ID, null, "weir push", Finished.Kind.SERVER, times, Map.of(), "away");

    var read = ExportTraceServiceRequest.parseFrom(otlp.request(List.of(well, failed)));

    assertThat(read.getUnknownFields().asMap()).isEmpty();
    var ofResource = read.getResourceSpans(0);
    assertThat(ofResource.getResource().getAttributesList())
        .singleElement()
        .satisfies(one -> assertThat(one.getValue().getStringValue()).isEqualTo("edge"));
    var scope = ofResource.getScopeSpans(0).getScope();
    assertThat(scope.getName() + " " + scope.getVersion()).isEqualTo("dev.weir 1.2.3");
    assertThat(ofResource.getScopeSpans(0).getSpansList()).hasSize(2);
    var first = ofResource.getScopeSpans(0).getSpans(0);
    assertThat(hex(first.getTraceId().toByteArray())).isEqualTo(TRACE_ID);
    assertThat(hex(first.getSpanId().toByteArray())).isEqualTo(SPAN_ID);
    assertThat(hex(first.getParentSpanId().toByteArray())).isEqualTo(PARENT_ID);
    assertThat(first.getName()).isEqualTo("weir deliver");
    assertThat(first.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_PRODUCER);
    assertThat(first.getStartTimeUnixNano()).isEqualTo(times.begunNanos());
    assertThat(first.getEndTimeUnixNano()).isEqualTo(times.endedNanos());
    assertThat(first.getStatus()).isEqualTo(Status.getDefaultInstance());
    assertThat(first.getAttributesList())
        .extracting(KeyValue::getKey)
        .containsExactly("topic", "offset", "big", "from_log");
    assertThat(first.getAttributes(0).getValue().getStringValue()).isEqualTo("r\u00e4der");
    assertThat(first.getAttributes(1).getValue().getIntValue()).isEqualTo(-1);
    assertThat(first.getAttributes(2).getValue().getIntValue()).isEqualTo(Long.MAX_VALUE);
    assertThat(first.getAttributes(3).getValue().getBoolValue()).isTrue();
    var second = ofResource.getScopeSpans(0).getSpans(1);
    assertThat(second.getParentSpanId().isEmpty()).isTrue();
    assertThat(second.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
    assertThat(second.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(second.getStatus().getMessage()).isEqualTo("away");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
