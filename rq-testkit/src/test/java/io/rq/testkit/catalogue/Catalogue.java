package io.rq.testkit.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The behaviours of RQ that tests name by their ids. */
final class Catalogue {

  private static final Pattern LINE = Pattern.compile("(([A-Z]+)-\\d\\d) ([PAN])(!?) (.+)");

  /**
   * One behaviour.
   *
   * @param id its id, such as {@code Q-01}
   * @param section the part of the id that says what it is about
   * @param mark {@code P}: to be had here, {@code A}: in a form of our own, {@code N}: not
   * @param isDefect whether RQ does there what nobody would want
   * @param subject what it is about
   */
  record Item(String id, String section, char mark, boolean isDefect, String subject) {

    boolean isOwed() {
      return mark != 'N';
    }

    @Override
    public String toString() {
      return id + " [" + mark + "] " + subject;
    }
  }

  private final Map<String, Item> items = new LinkedHashMap<>();

  private Catalogue(List<String> lines) {
    for (String line : lines) {
      Matcher found = LINE.matcher(line);
      if (!found.matches()) {
        throw new IllegalArgumentException("Not an item of the catalogue: " + line);
      }
      Item item =
          new Item(
              found.group(1),
              found.group(2),
              found.group(3).charAt(0),
              !found.group(4).isEmpty(),
              found.group(5));
      if (items.put(item.id(), item) != null) {
        throw new IllegalArgumentException(item.id() + " stands twice in the catalogue");
      }
    }
  }

  static Catalogue read() throws IOException {
    try (InputStream in = Catalogue.class.getResourceAsStream("behaviours.txt")) {
      return new Catalogue(
          new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList());
    }
  }

  boolean has(String id) {
    return items.containsKey(id);
  }

  int size() {
    return items.size();
  }

  /** What of these sections must be shown by a test. */
  List<Item> owed(List<String> sections) {
    return items.values().stream()
        .filter(item -> item.isOwed() && sections.contains(item.section()))
        .toList();
  }

  /** What of these sections RQ does otherwise than anybody would want. */
  List<Item> defects(List<String> sections) {
    return items.values().stream()
        .filter(item -> item.isDefect() && sections.contains(item.section()))
        .toList();
  }
}
