package dev.weir.worker.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;
import com.google.protobuf.StringValue;
import com.google.protobuf.util.JsonFormat;
import dev.weir.worker.Codec;
import dev.weir.worker.Headers;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/// Each library is needed by its own codecs alone, in the compiler and when it runs.
@Timeout(60)
class LibrariesTest {
  private static final List<Class<?>> ALWAYS =
      List.of(Codec.class, Consumer.class, NullMarked.class, Logger.class);

  @Test
  void text_needs_none_neither_to_compile_nor_to_run(@TempDir Path folder) throws Exception {
    var program = folder.resolve("Program.java");
    Files.writeString(
        program,
        """
        import dev.weir.worker.Codec;
        import dev.weir.worker.Headers;
        import dev.weir.worker.Kafka;
        import dev.weir.worker.Worker;
        import dev.weir.worker.codec.Codecs;

        class Program {
          public static void main(String[] arguments) {
            var codec = Codecs.framed(7, Codecs.string());
            var context = new Codec.Context("t", false, Headers.none());
            Worker.on(Kafka.at("localhost:9092")).keys(Codecs.int64()).values(codec);
            System.out.println(codec.decode(context, codec.encode(context, "well")));
          }
        }
        """);

    var ran = java("--class-path", paths(ALWAYS), program.toString());

    assertThat(ran.strip()).endsWith("well");
  }

  private static String java(String... arguments) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(output).isTrue();
    return output;
  }

  private static String paths(List<Class<?>> types) {
    return types.stream()
        .map(LibrariesTest::home)
        .map(URL::getPath)
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  private static URL home(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  @Test
  void json_needs_jackson_alone() throws Exception {
    assertThat(run(Jsons.class, JsonFactory.class, ObjectMapper.class, JsonProperty.class))
        .isEqualTo("well");
  }

  @Test
  void avro_needs_avro_and_what_that_needs() throws Exception {
    var found =
        run(Avros.class, Schema.class, JsonFactory.class, ObjectMapper.class, JsonProperty.class);

    assertThat(found).isEqualTo("{\"x\": 7}");
  }

  @Test
  void protobuf_needs_protobuf_alone() throws Exception {
    assertThat(run(Protobufs.class, StringValue.class)).isEqualTo("well");
  }

  @Test
  void json_of_protobuf_needs_protobuf_and_what_its_json_needs() throws Exception {
    assertThat(run(ProtobufJsons.class, StringValue.class, JsonFormat.class, Gson.class))
        .isEqualTo("well");
  }

  @Test
  void a_registry_of_json_needs_neither_avro_nor_protobuf() throws Exception {
    assertThat(run(Registries.class, JsonFactory.class, ObjectMapper.class, JsonProperty.class))
        .isEqualTo("RegistryCodec");
  }

  /// Runs it where nothing else can be loaded.
  private static Object run(Class<? extends Callable<Object>> program, Class<?>... libraries)
      throws Exception {
    var urls =
        Stream.of(ALWAYS, List.of(libraries), List.<Class<?>>of(LibrariesTest.class))
            .flatMap(List::stream)
            .map(LibrariesTest::home)
            .toArray(URL[]::new);
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    try (var loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      var made = loader.loadClass(program.getName()).getDeclaredConstructor().newInstance();
      return ((Callable<?>) made).call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  public static final class Jsons implements Callable<Object> {
    @Override
    public Object call() {
      return Programs.through(Codecs.json(String.class), "well");
    }
  }

  public static final class Avros implements Callable<Object> {
    @Override
    public Object call() {
      var text =
          "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"x\",\"type\":\"int\"}]}";
      var codec = Codecs.avro(new Schema.Parser().parse(text));
      return codec.decode(Programs.CONTEXT, new byte[] {14}).toString();
    }
  }

  public static final class Protobufs implements Callable<Object> {
    @Override
    public Object call() {
      var codec = Codecs.framed(1, Codecs.protobuf(StringValue.parser()));
      return Programs.through(codec, StringValue.of("well")).getValue();
    }
  }

  public static final class ProtobufJsons implements Callable<Object> {
    @Override
    public Object call() {
      var codec = Codecs.protobufJson(StringValue.getDefaultInstance());
      return Programs.through(codec, StringValue.of("well")).getValue();
    }
  }

  public static final class Registries implements Callable<Object> {
    @Override
    public Object call() {
      var registry = Registry.at("http://localhost:1").login("a", "b").autoRegister();
      return registry.json(String.class, "{}").getClass().getSimpleName();
    }
  }

  /// Without what the test itself needs.
  private static final class Programs {
    static final Codec.Context CONTEXT = new Codec.Context("t", false, Headers.none());

    static <T> T through(Codec<T> codec, T value) {
      return codec.decode(CONTEXT, codec.encode(CONTEXT, value));
    }
  }
}
