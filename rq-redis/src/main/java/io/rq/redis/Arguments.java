package io.rq.redis;

import java.util.ArrayList;
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
