package dev.weir.gateway.rest.schema;

import dev.weir.Clock;
import dev.weir.config.RegistryConfig;
import dev.weir.gateway.web.Format;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The schemas of the registry that the settings name. Any thread.
///
/// Nothing is opened before the first schema is asked for. With another `registry.url` all that was
/// kept is forgotten.
public final class Registry implements Schemas, AutoCloseable {
  private final Supplier<RegistryConfig> settings;
  private final Clock clock;

  /// Guards the making of both beneath it.
  private final ReentrantLock lock = new ReentrantLock();

  private @Nullable HttpClient client;
  private volatile @Nullable Opened opened;

  private record Opened(URI url, Subjects subjects) {}

  /// @param settings those in force
  public Registry(Supplier<RegistryConfig> settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Schema schema(@Nullable Format format, Side side, String topic, SchemaChoice choice) {
    var config = settings.get();
    var deadline = Deadline.in(config.timeout(), clock);
    var chosen =
        new Choosing(subjects(config), config.autoRegister(), deadline)
            .schema(format, new Place(side, topic), choice);
    if (format != null && chosen.format() != format) {
      throw Failures.otherFormat(chosen.id(), chosen.format(), format);
    }
    return chosen;
  }

  @Override
  public byte[] decode(Format format, byte[] framed) {
    var schema = schema(framed);
    if (schema.format() != format) throw Failures.written(schema.id(), schema.format(), format);
    return schema.decode(framed);
  }

  /// The JSON of framed bytes, whatever their format.
  public byte[] decode(byte[] framed) {
    return schema(framed).decode(framed);
  }

  /// That of the schema which framed bytes name.
  public Format format(byte[] framed) {
    return schema(framed).format();
  }

  private Usable schema(byte[] framed) {
    if (!Frame.isOne(framed)) throw Failures.notFramed();
    var config = settings.get();
    var deadline = Deadline.in(config.timeout(), clock);
    return subjects(config).id(Frame.id(framed), deadline);
  }

  private Subjects subjects(RegistryConfig config) {
    var url = config.url();
    if (url == null) throw Failures.noRegistry();
    var there = opened;
    return there != null && there.url().equals(url) ? there.subjects() : open(url);
  }

  private Subjects open(URI url) {
    lock.lock();
    try {
      var there = opened;
      if (there != null && there.url().equals(url)) return there.subjects();
      var subjects = new Subjects(new RegistryCalls(new RegistryHttp(client(), url)), clock);
      opened = new Opened(url, subjects);
      return subjects;
    } finally {
      lock.unlock();
    }
  }

  private HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER) // the password is for this address alone
              .executor(Executors.newVirtualThreadPerTaskExecutor())
              .build();
    }
    return client;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (client != null) client.shutdownNow();
      client = null;
      opened = null;
    } finally {
      lock.unlock();
    }
  }
}
