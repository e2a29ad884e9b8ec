package dev.weir.gateway.rest.consumers;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.rest.schema.Schemas;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.Call;
import dev.weir.gateway.web.Negotiation;
import dev.weir.gateway.web.Resource;
import dev.weir.gateway.web.RestException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads records.
record RecordCalls(Instances instances, Schemas schemas, Blocking blocking) implements Resource {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+");

  /// Digits that are a long for certain.
  private static final int DIGITS_MAX = 18;

  @Override
  public void handle(Call call) {
    blocking.run(call, this::read);
  }

  private Answer read(Call call) {
    var instance = instances.find(call);
    var config = instance.config();
    Negotiation.checkAccept(call.head().header("Accept"), config.format());
    var batch = instance.read(request(call, config));
    try {
      Theirs.check(call, batch.records());
      var answer = answer(batch, config);
      var shows = !call.head().method().equals("HEAD");
      if (shows && !call.isDeserted()) batch.done();
      return answer;
    } finally {
      batch.undone(); // unless it is done
    }
  }

  /// Large answers are made here, on the call's own thread: the instance fetches ahead meanwhile.
  private Answer answer(Batch batch, InstanceConfig config) {
    var bad = instances.around().settings().get().consumers().badRecord();
    var json = Records.json(batch.records(), config.format(), bad, schemas);
    return Answer.of(200, config.format().mediaType(), json);
  }

  private ReadRequest request(Call call, InstanceConfig config) {
    var settings = instances.around().settings().get().consumers();
    var atMost = settings.timeoutAtMost().toMillis();
    var own = config.timeoutMillis();
    var byDefault = own == null ? settings.timeout().toMillis() : own;
    var longest = own == null ? atMost : Math.min(own, atMost);
    var asked = number("timeout", call.query("timeout"));
    var millis = Math.min(asked > 0 ? asked : byDefault, longest);
    var bytes = number("max_bytes", call.query("max_bytes"));
    var bytesMax = bytes > 0 ? Math.min(bytes, settings.maxBytes()) : settings.maxBytes();
    return new ReadRequest(
        millis * 1_000_000,
        bytesMax,
        config.fetchMinBytes(),
        config.recordsMax(),
        call::isDeserted);
  }

  /// 0 where it is left out.
  private static long number(String name, @Nullable String text) {
    if (text == null || text.isEmpty()) return 0;
    if (!NUMBER.matcher(text).matches()) {
      throw RestException.plain(400, "%s is not a whole number: %s".formatted(name, text));
    }
    if (text.length() <= DIGITS_MAX) return Long.parseLong(text);
    return text.startsWith("-") ? 0 : Long.MAX_VALUE;
  }
}
