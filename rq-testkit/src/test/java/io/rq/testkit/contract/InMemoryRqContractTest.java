package io.rq.testkit.contract;

import io.rq.inmemory.InMemoryBackend;
import io.rq.spi.Backend;

class InMemoryRqContractTest extends RqContract {

  @Override
  protected Backend openBackend() {
    return new InMemoryBackend();
  }
}
