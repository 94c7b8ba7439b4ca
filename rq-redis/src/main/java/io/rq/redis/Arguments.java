package io.rq.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.args.RawableFactory;

/**
 * The arguments of a script: a flat list, in which lists of unknown length say how long they are.
 */
final class Arguments {

  private static final Rawable NOTHING = RawableFactory.from("");

  private final List<Rawable> list = new ArrayList<>(64);

  Arguments add(String text) {
    list.add(text.isEmpty() ? NOTHING : RawableFactory.from(text));
    return this;
  }

  Arguments add(byte[] bytes) {
    list.add(RawableFactory.from(bytes));
    return this;
  }

  Arguments add(long number) {
    list.add(RawableFactory.from(number));
    return this;
  }

  /** Adds what was encoded once and for all. */
  Arguments add(Rawable raw) {
    list.add(raw);
    return this;
  }

  /** Adds a field of a hash and its value. */
  Arguments field(Rawable name, String value) {
    return add(name).add(value);
  }

  Arguments addAll(Arguments others) {
    list.addAll(others.list);
    return this;
  }

  /** Adds the values among fields and values. */
  Arguments addValuesOf(Arguments fields) {
    for (int i = 1; i < fields.list.size(); i += 2) {
      list.add(fields.list.get(i));
    }
    return this;
  }

  /** Whether both are fields and values, of the same fields in the same order. */
  boolean hasNamesOf(Arguments fields) {
    int size = list.size();
    boolean same = size > 0 && size == fields.list.size();
    for (int i = 0; same && i < size; i += 2) {
      same = Arrays.equals(list.get(i).getRaw(), fields.list.get(i).getRaw());
    }
    return same;
  }

  int size() {
    return list.size();
  }

  /**
   * Leaves room for the number of arguments that follow, until {@link #end} with what this gave.
   */
  int begin() {
    list.add(NOTHING);
    return list.size();
  }

  /** Writes how many arguments were added since. */
  void end(int begun) {
    list.set(begun - 1, RawableFactory.from(list.size() - begun));
  }

  void addTo(CommandArguments command) {
    for (Rawable raw : list) {
      command.add(raw);
    }
  }
}
