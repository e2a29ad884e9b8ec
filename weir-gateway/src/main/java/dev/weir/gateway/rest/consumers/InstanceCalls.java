package dev.weir.gateway.rest.consumers;

import dev.weir.gateway.net.Answer;
import dev.weir.gateway.web.Call;

/// Makes and deletes instances.
record InstanceCalls(Instances instances) {
  Answer create(Call call) {
    var body = Body.read(call.body());
    var settings = instances.around().settings().get().consumers();
    var config = InstanceConfigReader.read(body.json(), settings);
    var name = instances.create(call.name("group"), config, call.caller());
    var base = call.links().to("consumers", name.group(), "instances", name.name());
    return Control.json(json -> {
      json.writeStartObject();
      json.writeStringField("instance_id", name.name());
      json.writeStringField("base_uri", base);
      json.writeEndObject();
    });
  }

  Answer delete(Call call) {
    instances.delete(Control.name(call), call.caller());
    return Control.done();
  }
}
