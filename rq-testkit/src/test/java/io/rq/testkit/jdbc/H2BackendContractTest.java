package io.rq.testkit.jdbc;

import io.rq.spi.Backend;
import io.rq.testkit.contract.BackendContract;

class H2BackendContractTest extends BackendContract {

  @Override
  protected Backend openBackend() {
    return new H2Backend();
  }
}
