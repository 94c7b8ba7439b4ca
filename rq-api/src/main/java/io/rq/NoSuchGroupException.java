package io.rq;

/** There is no group of that name: no job is a member of it, or none any more (G-02, X-09). */
public final class NoSuchGroupException extends RqException {

  private static final long serialVersionUID = 1L;

  private final String group;

  /** Names the group. */
  public NoSuchGroupException(String group) {
    super("No such group: " + group + ". No job was enqueued for it, or all of them are gone");
    this.group = group;
  }

  /** The group's name. */
  public String group() {
    return group;
  }
}
