package io.rq.testkit.contract;

import io.rq.inmemory.InMemoryBackend;
import io.rq.spi.Backend;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

class InMemoryLeakContractTest extends LeakContract {

  private final InMemoryBackend memory = new InMemoryBackend();

  InMemoryLeakContractTest() {
    super(First.WORKER);
  }

  @Override
  protected Backend openBackend() {
    return memory;
  }

  @Override
  protected void passAtServer(Duration time) {
    // There is none.
  }

  @Override
  protected Set<String> held() {
    return Census.of(memory);
  }

  @Override
  protected Set<String> heldOf(Collection<String> queues) {
    return queues.stream().map(queue -> "Jobs.queues[" + queue + "]").collect(Collectors.toSet());
  }
}
