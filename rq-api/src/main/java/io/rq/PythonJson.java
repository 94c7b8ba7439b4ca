package io.rq;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.MinimalPrettyPrinter;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Jackson, set up to read and write the text of Python's {@code json}. Immutable. */
record PythonJson(JsonMapper mapper, JsonFactory parsers, ObjectWriter writer) {

  /** Python's: numbers of so many digits, names and texts of any length. */
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNumberLength(PythonClass.MOST_DIGITS)
          .maxNameLength(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .build();

  /** Made when somebody wants it. */
  private static final class Plain {
    private static final PythonJson JSON = of(JsonMapper.builder().build());
  }

  /**
   * Without anybody's modules and settings. All share one: a mapper takes long to make, and learns
   * types as it meets them.
   */
  static PythonJson plain() {
    return Plain.JSON;
  }

  /** With the modules and settings of that mapper. */
  static PythonJson of(JsonMapper mapper) {
    JsonMapper python =
        Jackson.strict(mapper)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    return new PythonJson(
        python,
        python.tokenStreamFactory().rebuild().streamReadConstraints(LIMITS).build(),
        python.writer().with(new PythonSpacing()));
  }

  /** Python's {@code json.dumps} puts a space after each comma and colon. */
  private static final class PythonSpacing extends MinimalPrettyPrinter {

    private static final long serialVersionUID = 1L;

    @Override
    public void writeObjectNameValueSeparator(JsonGenerator json) {
      json.writeRaw(": ");
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator json) {
      json.writeRaw(", ");
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) {
      json.writeRaw(", ");
    }
  }
}
