package dev.weir.gateway.rest.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.Error;
import com.networknt.schema.FailFastAssertionException;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import dev.weir.gateway.net.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// JSON as it is, which a schema has judged before it is written.
///
/// What a schema refers to comes from the registry, never from the network or from the class path.
final class JsonSchemaCodec implements Codec {
  /// What the relative addresses of a schema without an address of its own are relative to.
  private static final String BASE = "https://registry.invalid/";

  private static final Pattern META = Pattern.compile("https?://json-schema\\.org/.*");

  private final Schema schema;
  private final @Nullable String title;

  private JsonSchemaCodec(Schema schema, @Nullable String title) {
    this.schema = schema;
    this.title = title;
  }

  /// @param references by the addresses that the text has for them
  static JsonSchemaCodec of(String text, Map<String, String> references) {
    try {
      var tree = Trees.read(text.getBytes(StandardCharsets.UTF_8));
      if (!tree.isObject() && !tree.isBoolean()) throw new BadSchema("it is no object");
      var schema = registry(references).getSchema(location(tree), tree);
      schema.initializeValidators();
      return new JsonSchemaCodec(schema, tree.path("title").textValue());
    } catch (Misfit | SchemaException e) {
      throw new BadSchema(String.valueOf(e.getMessage()));
    } catch (StackOverflowError _) {
      throw new BadSchema("it refers to itself without an end");
    }
  }

  private static SchemaLocation location(JsonNode tree) {
    return SchemaLocation.of(tree.hasNonNull("$id") || tree.hasNonNull("id") ? "" : BASE + "it");
  }

  private static SchemaRegistry registry(Map<String, String> references) {
    var config =
        SchemaRegistryConfig.builder()
            .regularExpressionFactory(BoundedRegex.FACTORY)
            .pathType(PathType.JSON_PATH)
            .build();
    return SchemaRegistry.withDefaultDialect(
        SpecificationVersion.DRAFT_7, // as in other users of registries
        builder ->
            builder
                .schemaRegistryConfig(config)
                .schemaLoader(loader -> loader.allow(address -> allowed(address, references)))
                .resourceLoaders(
                    loaders -> loaders.resources(address -> text(address, references))));
  }

  private static boolean allowed(AbsoluteIri address, Map<String, String> references) {
    return META.matcher(address.toString()).matches()
        || text(address.toString(), references) != null;
  }

  /// By its address, or by what it is beside the schema that refers to it.
  private static @Nullable String text(String address, Map<String, String> references) {
    var known = references.get(address);
    if (known != null) return known;
    return address.startsWith(BASE) ? references.get(address.substring(BASE.length())) : null;
  }

  @Override
  public byte[] encode(byte[] json) {
    var tree = Trees.read(json);
    try {
      new BoundedSteps(json.length).validate(schema, tree);
    } catch (FailFastAssertionException e) {
      throw misfit(e.getError());
    } catch (Misfit e) {
      throw e;
    } catch (RuntimeException e) {
      // The validator has no one kind of exception for what it cannot judge, as infinite numbers.
      throw new Misfit("it cannot be judged: " + Misfit.shown(String.valueOf(e.getMessage())));
    } catch (StackOverflowError _) {
      throw new Misfit("the schema refers to itself without an end");
    }
    return json;
  }

  private static Misfit misfit(Error error) {
    var place = error.getInstanceLocation().toString();
    return new Misfit(place.startsWith("$") ? place.substring(1) : place, text(error));
  }

  private static String text(Error error) {
    return error.getMessage() == null ? error.getKeyword() : error.getMessage();
  }

  /// Without judging it again: whoever wrote it has done so, and what is there must be readable.
  @Override
  public byte[] decode(byte[] framed) {
    Trees.check(framed, Frame.HEAD);
    var json = Arrays.copyOfRange(framed, Frame.HEAD, framed.length);
    if (!Utf8.valid(json)) throw new Misfit("it is not UTF-8"); // the parser overlooks some of it
    return json;
  }

  @Override
  public @Nullable String recordName() {
    return title;
  }
}
