package io.rq.testkit.jdbc;

import io.rq.spi.Backend;
import io.rq.testkit.contract.RqContract;

class H2RqContractTest extends RqContract {

  @Override
  protected Backend openBackend() {
    return new H2Backend();
  }
}
