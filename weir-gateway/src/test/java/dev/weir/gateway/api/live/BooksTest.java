package dev.weir.gateway.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BooksTest {
  @Test
  void what_came_in_and_what_became_of_it_are_the_same() {
    var books = new Books();
    books.add(Book.ACCEPTED, 10);
    books.add(Book.RECOVERED, 3);
    books.add(Book.REQUEUED, 2);
    books.add(Book.DELIVERED, 8);
    books.add(Book.DEAD_LETTERED, 1);
    books.add(Book.LOST, 2);
    books.add(Book.WAITING, 4);

    assertThat(books.difference()).isZero();
  }

  @Test
  void what_is_in_mid_step_is_the_difference() {
    var books = new Books();
    books.add(Book.ACCEPTED, 10);
    books.add(Book.DELIVERED, 7);

    assertThat(books.difference()).isEqualTo(3);
  }

  @Test
  void two_sinks_are_one_sum() {
    var one = new Books();
    one.add(Book.ACCEPTED, 10);
    var other = new Books();
    other.add(Book.ACCEPTED, 5);
    other.add(Book.DELIVERED, 15);

    one.add(other);

    assertThat(one.difference()).isZero();
    assertThat(one.same(other)).isFalse();
  }
}
