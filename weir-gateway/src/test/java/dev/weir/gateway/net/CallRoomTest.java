package dev.weir.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Address;
import dev.weir.config.LimitsConfig;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Budget;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.Await;
import dev.weir.gateway.ListedSink;
import dev.weir.gateway.net.GrpcPort.Call;
import dev.weir.gateway.net.GrpcPort.Reader;
import dev.weir.gateway.net.GrpcPort.Status;
import dev.weir.metrics.Metrics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Calls that hold room and bring nothing, or do not read what they are sent.
@Timeout(60)
class CallRoomTest {
  private static final String OK = "0";
  private static final String RESOURCE_EXHAUSTED = "8";
  private static final String INTERNAL = "13";
  private static final String UNAUTHENTICATED = "16";
  private static final byte[] MESSAGE = TestCall.prefixed(new byte[200_000]);
  private static final byte[] HALF = Arrays.copyOf(MESSAGE, 150_000);

  private static final int CLIENTS_WINDOW_BYTES = 65_535;

  private final Budget budget = new Budget(2_000_000);
  private final Net net = Net.start(System::nanoTime);
  private final Deque<AutoCloseable> open = new ArrayDeque<>(List.of(net));

  @AfterEach
  void stop() throws Exception {
    for (var one : open) one.close();
  }

  @Test
  void a_call_that_holds_room_and_stops_ends_when_another_needs_it() {
    var port = open(Duration.ofMillis(200), Echo::new);
    var stopped = List.of(call(port, HALF), call(port, HALF));
    Await.until(() -> assertThat(budget.usedBytes()).isGreaterThanOrEqualTo(300_000));

    assertThat(statusOf(call(port, MESSAGE))).isEqualTo(RESOURCE_EXHAUSTED);

    Await.until(() -> assertThat(statusOf(call(port, MESSAGE))).isEqualTo(OK));
    Await.until(() -> assertThat(stopped).anyMatch(TestCall::hasEnded));
    for (var call : stopped) call.breakOff();
    Await.until(() -> assertThat(budget.usedBytes()).isZero());
  }

  @Test
  void a_call_may_take_its_time_while_there_is_room_for_all() {
    var port = open(Duration.ofMillis(20), Echo::new);
    var call = call(port, HALF);
    var start = System.nanoTime();
    Await.until(() -> assertThat(System.nanoTime() - start).isGreaterThan(200_000_000));

    call.sendRaw(Arrays.copyOfRange(MESSAGE, HALF.length, MESSAGE.length));

    Await.until(() -> assertThat(call.receivedHex()).isEqualTo("0000000000"));
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void a_call_that_pauses_pays_for_what_its_client_may_still_send() {
    var port = open(Duration.ofSeconds(10), call -> new Echo(call, true));
    var call = call(port, MESSAGE);

    Await.until(() -> assertThat(budget.usedBytes()).isEqualTo(64 << 10));
    call.breakOff();

    Await.until(() -> assertThat(budget.usedBytes()).isZero());
  }

  @Test
  void calls_that_stay_open_are_bounded_and_let_others_in_when_they_go() {
    var port = open(Duration.ofSeconds(10), Echo::new);
    var callsMax = new CallRoom(budget, Duration.ZERO).callsMax();
    var first = call(port, new byte[0]);
    for (var i = 1; i < callsMax; i++) call(port, new byte[0]);
    Await.until(() -> assertThat(port.room().openCalls()).isEqualTo(callsMax));

    var refused = statusOf(call(port, new byte[0]));
    first.breakOff();

    assertThat(refused).isEqualTo(RESOURCE_EXHAUSTED);
    Await.until(() -> assertThat(statusOf(call(port, MESSAGE))).isEqualTo(OK));
    Await.until(() -> assertThat(port.room().openCalls()).isEqualTo(callsMax - 1));
  }

  @Test
  void a_call_that_is_not_let_in_takes_no_room_although_its_client_sends_on() {
    var out = new GrpcPort.Judgement.Out(Status.UNAUTHENTICATED, "who?", List.of());
    var port = open(Duration.ofSeconds(10), Echo::new, _ -> out);

    var call = call(port, HALF);

    assertThat(call.status()).isEqualTo(UNAUTHENTICATED);
    Await.until(() -> assertThat(port.room().openCalls()).isZero());
  }

  @Test
  void a_call_ends_where_nobody_can_tell_who_it_is() {
    var later =
        new GrpcPort.Judgement.Later(() -> {
          throw new IllegalStateException("a mistake");
        });
    var port = open(Duration.ofSeconds(10), Echo::new, _ -> later);

    assertThat(call(port, HALF).status()).isEqualTo(INTERNAL);
    Await.until(() -> assertThat(port.room().openCalls()).isZero());
  }

  @Test
  void the_room_grows_with_the_memory() {
    var config = WeirConfig.read(Sources.of("wal.mode=disable"));
    var small = new LimitsConfig(2_000_000, 1_000, 100, 1_000);
    var large = new LimitsConfig(4_000_000, 1_000, 100, 1_000);
    var sink = ListedSink.answering();
    var delivery = Delivery.start(small, sink::open, new Metrics(), System::nanoTime);
    open.addLast(delivery);
    var hold = new CallRoom(delivery.budget(), Duration.ZERO).hold();
    assertThat(hold.resize(900_000)).isFalse();

    delivery.reload(config.withLimits(large));

    assertThat(hold.resize(900_000)).isTrue();
    hold.release();
  }

  @Test
  void requests_that_are_lines_are_bounded_and_let_others_in_when_they_go() {
    var port = openHttp();
    var callsMax = new CallRoom(budget, Duration.ZERO).callsMax();
    var first = TestCall.open(port.port(), "/lines");
    open.addLast(first);
    var calls = new ArrayList<>(List.of(first));
    while (calls.size() < callsMax) calls.add(first.another());

    var refused = first.another();
    assertThat(refused.trailer("weir-problem-code")).isEqualTo("memory_full");

    calls.getLast().cancel();
    calls.getFirst().halfClose();
    assertThat(calls.getFirst().trailer("weir-problem-code")).isEqualTo("none");
    Await.until(() -> {
      var next = first.another();
      next.halfClose();
      assertThat(next.trailer("weir-problem-code")).isEqualTo("none");
    });
  }

  @Test
  void requests_that_are_lines_give_their_places_back_over_http_1() throws Exception {
    var address = URI.create("http://127.0.0.1:%d/lines".formatted(openHttp().port()));
    var request = HttpRequest.newBuilder(address).POST(BodyPublishers.noBody()).build();
    var callsMax = new CallRoom(budget, Duration.ZERO).callsMax();
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (var i = 0; i <= callsMax; i++) {
        assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
      }
    }
  }

  private HttpPort openHttp() {
    Endpoint endpoint =
        new Endpoint() {
          @Override
          public Lines lines(Head head) {
            return Silent::new;
          }

          @Override
          public void handle(Exchange exchange) {
            throw new IllegalStateException("it is lines");
          }
        };
    var limits = new HttpLimits(1_000, budget, Duration.ofSeconds(60));
    var port =
        HttpPort.open(net, new Address.Tcp("127.0.0.1", 0), Map.of("/lines", endpoint), limits);
    open.push(port);
    return port;
  }

  /// Answers nothing, and ends with its client.
  private record Silent(Lines.Call call) implements Lines.Onlooker {
    @Override
    public void ended() {
      call.end();
    }

    @Override
    public void cancelled() {}

    @Override
    public void writable() {}

    @Override
    public void stopping() {
      call.end();
    }
  }

  @Test
  void answers_that_are_not_read_are_few_and_the_call_goes_on_when_they_are() {
    var told = new AtomicInteger();
    var port = open(Duration.ofSeconds(10), call -> new Chatter(call, told));
    var call = TestCall.open(port.port(), "/t").unread();
    open.addLast(call);

    call.send(new byte[0]);
    Await.until(() -> assertThat(told.get()).isGreaterThan(CLIENTS_WINDOW_BYTES));

    assertThat(told.get()).isLessThan(CLIENTS_WINDOW_BYTES + (64 << 10));
    call.read();
    assertThat(call.status()).isEqualTo(OK);
  }

  private GrpcPort open(Duration patience, Function<Call, Reader> readers) {
    return open(patience, readers, GrpcPort.Porter.NOBODY);
  }

  private GrpcPort open(Duration patience, Function<Call, Reader> readers, GrpcPort.Porter porter) {
    var room = new CallRoom(budget, patience);
    var address = new Address.Tcp("127.0.0.1", 0);
    var port =
        GrpcPort.open(
            net,
            Place.plain(address),
            room,
            Map.of("/t", new GrpcPort.Method(readers, GrpcPort.Watcher.NOBODY, porter)));
    open.push(port);
    return port;
  }

  private TestCall call(GrpcPort port, byte[] bytes) {
    var call = TestCall.open(port.port(), "/t");
    open.addLast(call);
    call.sendRaw(bytes);
    return call;
  }

  private static String statusOf(TestCall call) {
    call.halfClose();
    return call.status();
  }

  /// Tells much more than its client asks for, as it is read.
  private static final class Chatter extends Echo {
    private static final byte[] ANSWER = new byte[10_000];
    private static final int ALL_BYTES = 2_000_000;

    private final AtomicInteger told;

    Chatter(Call call, AtomicInteger told) {
      super(call);
      this.told = told;
    }

    @Override
    public void received(byte[] bytes, int from, int to) {
      writable();
    }

    @Override
    public void writable() {
      var bytes = told.get();
      for (; bytes < ALL_BYTES && !call.isFull(); bytes += ANSWER.length) {
        call.send(ANSWER);
        call.flush();
      }
      told.set(bytes);
      if (bytes >= ALL_BYTES) ended();
    }
  }

  /// Answers each message with an empty one, or pauses at the first.
  private static class Echo implements Reader {
    final Call call;
    private final boolean pauses;

    Echo(Call call, boolean pauses) {
      this.call = call;
      this.pauses = pauses;
    }

    Echo(Call call) {
      this(call, false);
    }

    @Override
    public void received(byte[] bytes, int from, int to) {
      if (pauses) {
        call.pause();
      } else {
        call.send(new byte[0]);
        call.flush();
      }
    }

    @Override
    public void oversized(long bytes, int bytesMax) {
      call.end(Status.INVALID_ARGUMENT, "oversized");
    }

    @Override
    public void noRoom() {
      call.end(Status.RESOURCE_EXHAUSTED, "no room");
    }

    @Override
    public void ended() {
      call.end(Status.OK, "");
    }

    @Override
    public void unreadable(Status status, String why) {
      call.end(status, why);
    }

    @Override
    public void stopping() {
      call.end(Status.UNAVAILABLE, "stopping");
    }
  }
}
