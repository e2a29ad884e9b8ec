package dev.weir.worker.codec;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// A generated class and those that its schema names.
///
/// Avro trusts no class that a schema names unless a system property does, since schemas may come
/// from anywhere. These come from a class that the user has named, so they are trusted; others stay
/// subject to Avro's rule.
final class AvroClasses extends SpecificData {
  private final Schema schema;
  private final Map<String, Class<?>> trusted = new HashMap<>();

  private AvroClasses(Class<?> type, SpecificData model) {
    super(type.getClassLoader());
    this.schema = model.getSchema(type);
    setCustomCoders(model.useCustomCoders());
    model.getConversions().forEach(this::addLogicalTypeConversion);
    trust(schema);
  }

  static AvroClasses of(Class<? extends SpecificRecord> type) {
    return new AvroClasses(type, SpecificData.getForClass(type));
  }

  Schema schema() {
    return schema;
  }

  private void trust(Schema of) {
    switch (of.getType()) {
      case ARRAY -> trust(of.getElementType());
      case MAP -> trust(of.getValueType());
      case UNION -> of.getTypes().forEach(this::trust);
      case ENUM, FIXED -> isNew(of);
      case RECORD -> {
        if (isNew(of)) of.getFields().forEach(field -> trust(field.schema()));
      }
      default -> {}
    }
  }

  private boolean isNew(Schema named) {
    if (trusted.containsKey(named.getFullName())) return false;
    try {
      var type = Class.forName(getClassName(named), false, getClassLoader());
      trusted.put(named.getFullName(), type);
      return true;
    } catch (ClassNotFoundException e) {
      return false; // Avro has generic records for these
    }
  }

  @Override
  @SuppressWarnings("rawtypes")
  public @Nullable Class getClass(Schema of) {
    var name = of.getName() == null ? null : of.getFullName();
    var known = name == null ? null : trusted.get(name);
    return known == null ? super.getClass(of) : known;
  }
}
