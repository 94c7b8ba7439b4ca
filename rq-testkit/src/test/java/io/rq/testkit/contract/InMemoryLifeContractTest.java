package io.rq.testkit.contract;

import io.rq.inmemory.InMemoryBackend;
import io.rq.spi.Backend;

class InMemoryLifeContractTest extends LifeContract {

  @Override
  protected Backend openBackend() {
    return new InMemoryBackend();
  }
}
