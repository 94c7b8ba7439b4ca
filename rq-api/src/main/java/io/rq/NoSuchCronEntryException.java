package io.rq;

/** There is no cron entry of that name. */
public final class NoSuchCronEntryException extends RqException {

  private static final long serialVersionUID = 1L;

  private final String entryName;

  /** Names the entry. */
  public NoSuchCronEntryException(String entryName) {
    super("No such cron entry: " + entryName + ". It was never declared, or was removed");
    this.entryName = entryName;
  }

  /** The entry's name. */
  public String entryName() {
    return entryName;
  }
}
