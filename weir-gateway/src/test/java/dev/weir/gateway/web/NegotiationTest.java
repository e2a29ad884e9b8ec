package dev.weir.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationTest {
  @ParameterizedTest
  @EnumSource
  void every_format_has_its_type(Format format) {
    assertThat(Negotiation.ofRecords(format.mediaType())).isEqualTo(format);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, JSON",
    "application/json; charset=utf-8, JSON",
    "Application/Vnd.Kafka.JSON.v2+Json, JSON",
    "application/vnd.kafka.text.v2+json;charset=UTF-8, TEXT",
    "application/vnd.kafka.json.v1+json, JSON",
    "application/vnd.kafka.avro+json, AVRO",
    "application/vnd.kafka+json, BINARY",
    "application/vnd.kafka.v2+json, BINARY",
    "application/octet-stream, BINARY",
    "'', BINARY",
  })
  void other_spellings_are_taken_for_records(String type, Format format) {
    assertThat(Negotiation.ofRecords(type)).isEqualTo(format);
  }

  @Test
  void records_without_a_type_are_binary() {
    assertThat(Negotiation.ofRecords(null)).isEqualTo(Format.BINARY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/vnd.kafka.json.v0+json",
        "application/vnd.kafka.json.v3+json",
        "application/vnd.kafka.json.v2+xml",
        "application/vnd.kafka.thrift.v2+json",
        "application/vnd.kafka.json.v2",
        "*/*"
      })
  void another_type_of_records_is_415(String type) {
    var refused = catchThrowableOfType(RestException.class, () -> Negotiation.ofRecords(type));

    assertThat(refused.status()).isEqualTo(415);
    assertThat(refused.code()).isEqualTo(415);
    assertThat(refused).hasMessageContaining(type);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "application/vnd.kafka.v2+json",
        "application/vnd.kafka.json.v2+json",
        "application/vnd.kafka+json",
        "application/json; charset=utf-8"
      })
  void a_control_call_may_have_any_of_our_types(String type) {
    assertThatCode(() -> Negotiation.checkControl(type)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/octet-stream"})
  void a_control_call_of_another_type_is_415(String type) {
    var refused = catchThrowableOfType(RestException.class, () -> Negotiation.checkControl(type));

    assertThat(refused.status()).isEqualTo(415);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "*/*",
        "application/*",
        "*/json",
        "application/json",
        "application/vnd.kafka.v2+json",
        "application/vnd.kafka.v2+json; q=0.5",
        "APPLICATION/VND.KAFKA.V2+JSON",
        "application/vnd.kafka+json",
        "application/vnd.kafka.json.v2+json",
        "text/html, application/xml;q=0.9, */*;q=0.8"
      })
  void an_answer_of_v2_is_wanted(String accept) {
    assertThatCode(() -> Negotiation.checkAccept(accept)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/vnd.kafka.v3+json", "*/*;q=0", "text/*"})
  void an_answer_of_v2_is_not_wanted(String accept) {
    var refused = catchThrowableOfType(RestException.class, () -> Negotiation.checkAccept(accept));

    assertThat(refused.status()).isEqualTo(406);
    assertThat(refused.code()).isEqualTo(406);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "*/*",
        "application/vnd.kafka.v2+json",
        "application/json",
        "application/vnd.kafka.json.v2+json",
        "application/vnd.kafka.json+json",
        "application/vnd.kafka.binary.v2+json, application/vnd.kafka.json.v2+json",
        "application/vnd.kafka.binary.v2+json;q=0.5, application/vnd.kafka.json.v2+json;q=0.6",
        "application/vnd.kafka.json.v2+json, */*",
        "text/html, application/vnd.kafka.json.v2+json;q=0.1"
      })
  void records_in_json_are_wanted(String accept) {
    assertThatCode(() -> Negotiation.checkAccept(accept, Format.JSON)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "application/vnd.kafka.binary.v2+json, 40601",
    "'application/vnd.kafka.avro.v2+json, */*', 40601",
    "'application/vnd.kafka.binary.v2+json;q=0.9, application/vnd.kafka.json.v2+json;q=0.5', 40601",
    "text/html, 406",
  })
  void records_in_json_are_not_wanted(String accept, int code) {
    var refused =
        catchThrowableOfType(
            RestException.class, () -> Negotiation.checkAccept(accept, Format.JSON));

    assertThat(refused.status()).isEqualTo(406);
    assertThat(refused.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"application/json", "application/json; charset=utf-8"})
  void v3_takes_plain_json(String type) {
    assertThatCode(() -> Negotiation.checkJson(type)).doesNotThrowAnyException();
    assertThatCode(() -> Negotiation.checkAcceptJson(type)).doesNotThrowAnyException();
  }

  @Test
  void v3_takes_nothing_else() {
    var type = MediaTypes.V2;

    assertThat(
            catchThrowableOfType(RestException.class, () -> Negotiation.checkJson(type)).status())
        .isEqualTo(415);
    assertThat(
            catchThrowableOfType(RestException.class, () -> Negotiation.checkAcceptJson(type))
                .status())
        .isEqualTo(406);
  }
}
