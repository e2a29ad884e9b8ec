package dev.weir.gateway.door;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Head;

/// Judges the requests for endpoints of one kind.
interface Porter {
  Door door();

  /// It changes nothing but that a login counts as used.
  Verdict judge(Head head);

  /// Whether it is for the console and for operators: what is answered is for whoever asked and
  /// nobody else, and what they change is noted.
  boolean inner();

  /// What is done to each answer.
  default Answer marked(Head head, Answer answer) {
    var challenging = Words.challenging(head, answer, inner());
    return inner() ? Behind.discreet(challenging) : challenging;
  }
}
