package io.rq.testkit.jdbc;

import io.rq.spi.Backend;
import io.rq.testkit.contract.LeakContract;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** A database forgets nothing by itself: every row that is left is a leak. */
class H2LeakContractTest extends LeakContract {

  private final H2Backend h2 = new H2Backend();

  H2LeakContractTest() {
    super(First.WORKER);
  }

  @Override
  protected Backend openBackend() {
    return h2;
  }

  @Override
  protected void passAtServer(Duration time) {
    // The clocks of its callers are the only ones.
  }

  @Override
  protected Set<String> held() {
    return h2.rows();
  }

  @Override
  protected Set<String> heldOf(Collection<String> queues) {
    return queues.stream().map(queue -> "QUEUES " + queue).collect(Collectors.toSet());
  }
}
