package dev.weir.worker.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ProtoNamesTest {
  @Test
  void messages_are_named_by_their_places_in_the_text() {
    var names =
        ProtoNames.of(
            """
            // message No {}
            /* message No { */
            edition = "2023";
            option (it) = { message: { no: "}" } };
            enum Colour { RED = 0; }
            message First { option deprecated = true; }
            package weir.v1;
            service Calls { rpc message (First) returns (First) { option (x) = "message No {"; } }
            extend First { optional group Extra = 5 { string x = 1; } }
            message Second {
              enum Inside { A = 0; }
              map<string, string> notes = 1 [(it) = { a: 1 }];
              oneof one { group Grouped = 3 { message Deep {} } }
              message Inner { string message = 1; }
              reserved 9;
            }
            local message Third {}
            """);

    assertThat(names.at(place(0))).isEqualTo("weir.v1.First");
    assertThat(names.at(place(1))).isEqualTo("weir.v1.Extra");
    assertThat(names.at(place(2))).isEqualTo("weir.v1.Second");
    assertThat(names.at(place(2, 0))).isEqualTo("weir.v1.Second.Grouped");
    assertThat(names.at(place(2, 0, 0))).isEqualTo("weir.v1.Second.Grouped.Deep");
    assertThat(names.at(place(2, 1))).isEqualTo("weir.v1.Second.Inner");
    assertThat(names.at(place(3))).isEqualTo("weir.v1.Third");
    assertThat(names.at(place(4))).isNull();
    assertThat(names.at(place(2, 2))).isNull();
    assertThat(names.at(place(-1))).isNull();
  }

  @Test
  void a_compiled_file_has_the_same_names_as_its_text() {
    var text = ProtoNames.of(Rides.TEXT);
    var compiled =
        ProtoNames.of(Base64.getEncoder().encodeToString(Rides.FILE.toProto().toByteArray()));

    assertThat(text.at(place(0))).isEqualTo("weir.Ride").isEqualTo(compiled.at(place(0)));
    assertThat(text.at(place(0, 0))).isEqualTo("weir.Ride.Inner");
    assertThat(compiled.at(place(0, 0))).isEqualTo("weir.Ride.Inner");
    assertThat(compiled.at(place(0, 1))).isNull();
  }

  @Test
  void without_a_package_the_name_is_that_of_the_message() {
    assertThat(ProtoNames.of("message A {}").at(place(0))).isEqualTo("A");
  }

  @Test
  void what_is_no_file_names_nothing() {
    assertThat(ProtoNames.of("}}} message {{{").at(place(0))).isNull();
    assertThat(ProtoNames.of("").at(place(0))).isNull();
  }

  private static Place place(Integer... indexes) {
    return new Place(Arrays.asList(indexes));
  }
}
