package dev.weir.gateway.api.groups;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrackTest {
  private final Track track = new Track();

  @Test
  void it_keeps_the_last_hour() {
    for (var look = 0; look < 1_000; look++) saw(look);

    assertThat(track.points()).hasSize(Track.POINTS_MAX);
    assertThat(track.points().getFirst().lag()).isEqualTo(640);
    assertThat(track.points().getLast().lag()).isEqualTo(999);
  }

  @Test
  void of_few_points_each_is_the_worst_of_those_it_stands_for() {
    for (var look = 0; look < 300; look++) saw(look == 123 ? 5_000 : look);

    assertThat(track.points(60)).hasSize(60).extracting(Track.Point::lag).contains(5_000L);
  }

  @Test
  void a_group_of_which_nothing_is_known_has_none() {
    track.saw(1, new Progress(null, null, null));

    assertThat(track.points()).isEmpty();
  }

  private void saw(int lag) {
    track.saw(lag * 10_000L, new Progress((long) lag, 0L, null));
  }
}
