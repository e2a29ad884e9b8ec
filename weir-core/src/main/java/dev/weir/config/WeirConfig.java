package dev.weir.config;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/// All that can be set, read and checked as a whole.
///
/// @param data where Weir keeps its files
/// @param settings every key with its value in force and where that came from
public record WeirConfig(
    Path data,
    ListenConfig listen,
    KafkaConfig kafka,
    BrokerConfig broker,
    LimitsConfig limits,
    List<Setting> settings) {

  /// Reads and checks all of it.
  ///
  /// @throws ConfigException with a report of every problem, if there is one
  public static WeirConfig read(Sources sources) {
    var problems = new Problems();
    var settings = new Settings(sources, problems);
    var root = new Section(settings, "");
    var data = root.path("data", "data");
    var listen = ListenConfig.read(root.section("listen"));
    var kafka = KafkaConfig.read(root.section("kafka"));
    var broker = BrokerConfig.read(root.section("broker"));
    var limits = LimitsConfig.read(root.section("limits"));
    var producerKeys = new TreeSet<String>();
    ProducerProperties.names().forEach(name -> producerKeys.add("kafka." + name));
    settings.refuseUnknown(producerKeys);
    problems.throwIfAny();
    return new WeirConfig(data, listen, kafka, broker, limits, settings.inForce());
  }

  /// The same with an embedded broker's address in place of the word `embedded`.
  public WeirConfig withBootstrapServers(String servers) {
    var named = new KafkaConfig(servers, kafka.properties());
    return new WeirConfig(data, listen, named, broker, limits, settings);
  }
}
