package dev.weir.worker.codec;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/// As Avro's compiler would write it.
@SuppressWarnings("serial")
public final class Ride extends SpecificRecordBase {
  private static final long serialVersionUID = 1;

  public static final Schema SCHEMA$ =
      new Schema.Parser()
          .parse(
              """
              {"type":"record","name":"Ride","namespace":"dev.weir.worker.codec","fields":[
               {"name":"id","type":"long"},
               {"name":"note","type":["null","string"],"default":null}]}
              """);

  private long id;
  private @Nullable CharSequence note;

  /// For Avro.
  public Ride() {}

  Ride(long id, @Nullable String note) {
    this.id = id;
    this.note = note;
  }

  @Override
  public Schema getSchema() {
    return SCHEMA$;
  }

  @Override
  @SuppressWarnings("NullAway")
  public Object get(int field) {
    return field == 0 ? id : note;
  }

  @Override
  public void put(int field, Object value) {
    if (field == 0) {
      id = (Long) value;
    } else {
      note = (CharSequence) value;
    }
  }
}
