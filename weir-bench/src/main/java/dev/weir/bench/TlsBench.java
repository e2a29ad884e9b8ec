package dev.weir.bench;

import static java.util.Objects.requireNonNull;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.tls.Authorities;
import dev.weir.tls.Identity;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/// What does TLS cost? CPU-µs of the gateway's event loops for a request of `POST /push`, in clear
/// text and within TLS, and for a new connection.
///
/// ```
/// java -cp 'weir-bench/target/weir-bench/lib/*' dev.weir.bench.TlsBench --rounds 5
/// ```
///
/// One gateway, whose messages go to a file, has both ports; each round asks both, one after the
/// other, and the medians are told. Clients live in the same process: only the CPU time of the
/// event loops is counted, which do nothing but read, decrypt, decode, hand on, encode and write.
final class TlsBench {
  private static final int CLIENTS = 16;
  private static final int MESSAGE_BYTES = 1 << 10;
  private static final String PASSWORD = "in a file of this run alone";
  private static final int END = 0x0d0a0d0a;

  /// @param batch messages in a request
  /// @param kept whether a connection serves more than one request
  private record Kind(String shown, int batch, boolean kept) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("1 KiB, connection kept", 1, true),
          new Kind("100 of 1 KiB, connection kept", 100, true),
          new Kind("1 KiB, a connection each", 1, false));

  private final Map<String, Integer> ports;
  private final SSLContext trusting;
  private final int requests;

  private TlsBench(Map<String, Integer> ports, SSLContext trusting, int requests) {
    this.ports = ports;
    this.trusting = trusting;
    this.requests = requests;
  }

  public static void main(String[] line) throws Exception {
    var options = Arguments.parse(line, Map.of("rounds", "5", "requests", "20000"));
    var scratch = Files.createTempDirectory(memory(), "weir-tls");
    var store = keystore(scratch);
    var config =
        Sources.of(
            "data=" + scratch,
            "listen.http=127.0.0.1:0",
            "listen.push=127.0.0.1:0",
            "listen.grpc=off",
            "kafka.bootstrap.servers=off",
            "sinks.file.type=file",
            "sinks.file.path=" + scratch.resolve("out"),
            "sinks.file.rotate=64MB",
            "sinks.file.keep=2",
            "routes.0.topic=*",
            "routes.0.to=file",
            "routes.0.batch=1",
            "wal.mode=disable",
            "tls.keystore=" + store,
            "tls.keystore-password=" + PASSWORD,
            "tls.plain=push");
    try (var weir = dev.weir.gateway.Weir.start(WeirConfig.read(config))) {
      var chain = Identity.ofStore(Files.readAllBytes(store), PASSWORD).chain();
      var trusting = Authorities.context(new Authorities(chain), null);
      new TlsBench(weir.ports(), trusting, options.count("requests")).run(options.count("rounds"));
    }
    Scratch.delete(scratch);
  }

  /// Where writing takes no time: it is not what is measured.
  private static Path memory() {
    var shared = Path.of("/dev/shm");
    return Files.isWritable(shared) ? shared : Path.of(System.getProperty("java.io.tmpdir"));
  }

  private static Path keystore(Path folder) throws IOException, InterruptedException {
    var store = folder.resolve("server.p12");
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "weir",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=weir",
            "-ext",
            "san=ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD);
    var made = new ProcessBuilder(command).redirectErrorStream(true).start();
    if (!made.waitFor(60, TimeUnit.SECONDS) || made.exitValue() != 0) {
      throw new IOException("keytool made no key store");
    }
    return store;
  }

  private void run(int rounds) throws Exception {
    System.out.println("| a request | clear text, CPU-µs | TLS 1.3, CPU-µs | ratio | TLS adds |");
    System.out.println("| --- | ---: | ---: | ---: | ---: |");
    for (var kind : KINDS) {
      measure(kind, false); // so that both are warm
      measure(kind, true);
      var plain = new double[rounds];
      var encrypted = new double[rounds];
      for (int i = 0; i < rounds; i++) {
        plain[i] = measure(kind, false);
        encrypted[i] = measure(kind, true);
      }
      tell(kind, plain, encrypted);
    }
  }

  private static void tell(Kind kind, double[] plain, double[] encrypted) {
    Arrays.sort(plain);
    Arrays.sort(encrypted);
    var before = plain[plain.length / 2];
    var after = encrypted[encrypted.length / 2];
    System.out.printf(
        "| %s | %.1f (%.1f–%.1f) | %.1f (%.1f–%.1f) | %.2f | %.1f µs |%n",
        kind.shown(),
        before,
        plain[0],
        plain[plain.length - 1],
        after,
        encrypted[0],
        encrypted[encrypted.length - 1],
        after / before,
        after - before);
  }

  private double measure(Kind kind, boolean encrypted) throws Exception {
    var request = request(kind.batch());
    var each = (kind.kept() ? requests / Math.max(1, kind.batch() / 10) : requests / 10) / CLIENTS;
    var begun = loopNanos();
    try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
      Callable<Integer> client = () -> client(encrypted, kind.kept(), request, each);
      var done = new ArrayList<Future<Integer>>();
      for (int i = 0; i < CLIENTS; i++) done.add(threads.submit(client));
      for (var one : done) await(one);
    }
    return (loopNanos() - begun) / 1e3 / each / CLIENTS;
  }

  private static void await(Future<Integer> client) throws InterruptedException, IOException {
    try {
      client.get();
    } catch (ExecutionException e) {
      throw new IOException("A client failed", e.getCause());
    }
  }

  private int client(boolean encrypted, boolean kept, byte[] request, int count)
      throws IOException {
    for (int i = 0; i < count; ) {
      try (var socket = connect(encrypted)) {
        var in = new BufferedInputStream(socket.getInputStream());
        do {
          socket.getOutputStream().write(request);
          answer(in);
        } while (++i < count && kept);
      }
    }
    return count;
  }

  private Socket connect(boolean encrypted) throws IOException {
    var here = InetAddress.getLoopbackAddress();
    return encrypted
        ? trusting.getSocketFactory().createSocket(here, requireNonNull(ports.get("http")))
        : new Socket(here, requireNonNull(ports.get("push")));
  }

  /// Answers are short, and say their length in the usual way.
  private static void answer(InputStream in) throws IOException {
    var head = new StringBuilder();
    var last = 0;
    while (last != END) {
      var next = in.read();
      if (next < 0) throw new IOException("the connection ended after: " + head);
      last = (last << Byte.SIZE) | next;
      head.append((char) next);
    }
    if (!head.toString().startsWith("HTTP/1.1 200")) throw new IOException(head.toString());
    var length = head.toString().toLowerCase(Locale.ROOT).split("content-length: ", 2)[1];
    in.skipNBytes(Integer.parseInt(length.substring(0, length.indexOf('\r'))));
  }

  private static byte[] request(int batch) {
    var record = "{\"topic\":\"tls\",\"data\":\"%s\"}".formatted("x".repeat(MESSAGE_BYTES));
    var body =
        "{\"records\":[%s],\"wait_for_send\":true}"
            .formatted(
                Collections.nCopies(batch, record).stream().collect(Collectors.joining(",")));
    return "POST /push HTTP/1.1\r\nHost: weir\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(body.length(), body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static long loopNanos() {
    var threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(one -> one != null && one.getThreadName().startsWith("vert.x-eventloop"))
        .mapToLong(one -> threads.getThreadCpuTime(one.getThreadId()))
        .sum();
  }
}
