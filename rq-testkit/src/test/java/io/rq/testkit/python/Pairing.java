package io.rq.testkit.python;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.stream.Stream;

/** Which RQ of Python, and the serializer that both sides use. */
record Pairing(PythonPeer peer, String serializer) {

  private static final List<String> SERIALIZERS = List.of("json", "pickle");

  static Stream<Pairing> all() {
    return PythonPeer.all().stream()
        .flatMap(peer -> SERIALIZERS.stream().map(name -> new Pairing(peer, name)));
  }

  /** Skips the test with another serializer. */
  void assumeIs(String name) {
    assumeTrue(serializer.equals(name), () -> "It is about " + name);
  }

  /** What every version of RQ knows the serializer by. */
  String pythonSerializer() {
    return serializer.equals("json")
        ? "rq.serializers.JSONSerializer"
        : "rq.serializers.DefaultSerializer";
  }

  @Override
  public String toString() {
    return peer + " with " + serializer;
  }
}
