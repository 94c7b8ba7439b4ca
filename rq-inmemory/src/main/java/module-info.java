/** RQ's backend on plain collections. */
module io.rq.inmemory {
  requires transitive io.rq;

  exports io.rq.inmemory;
}
