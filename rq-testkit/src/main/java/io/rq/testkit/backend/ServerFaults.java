package io.rq.testkit.backend;

/** What can go wrong with a server and the way to it. All of it ends when it is switched off. */
public interface ServerFaults {

  /** Closes every connection, from the side of the server. New ones work. */
  void cutConnections();

  /** Lets nothing through any more, or lets it go on; connections stay. */
  void freeze(boolean on);

  /** Lets requests through, and closes the connection instead of bringing an answer. */
  void loseReplies(boolean on);

  /** Refuses what needs memory. */
  void outOfMemory(boolean on);

  /** Refuses to change anything. */
  void readOnly(boolean on);

  /** Forgets the scripts that programs left there. */
  void forgetScripts();
}
