package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rq.Call;
import io.rq.Job;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Arguments and return values whose types have parameters: the signature says what is in them. */
@Pins({"RES-15", "J-04"})
abstract class GenericTypeBehaviour extends Behaviour {

  private static final ContractTasks.Order ORDER =
      new ContractTasks.Order("Zoë", List.of(1, 2), Instant.parse("2026-01-02T03:04:05Z"));

  static List<ContractTasks.Order> twice(ContractTasks.Order order) {
    return List.of(order, order);
  }

  static Map<String, List<ContractTasks.Order>> byCustomer(List<ContractTasks.Order> orders) {
    return Map.of(orders.get(0).customer(), orders);
  }

  static ContractTasks.Order[] array(ContractTasks.Order order) {
    return new ContractTasks.Order[] {order};
  }

  static List<? extends ContractTasks.Order> wild(List<? extends ContractTasks.Order> orders) {
    return List.of(orders.get(0));
  }

  static CompletionStage<List<ContractTasks.Order>> later(ContractTasks.Order order) {
    return CompletableFuture.completedFuture(List.of(order));
  }

  static <T> T same(T value) {
    return value;
  }

  static <T> List<T> list(T value) {
    return List.of(value);
  }

  static <T extends ContractTasks.Order> List<T> orders(T order) {
    return List.of(order);
  }

  @Test
  void keepTheTypesOfTheirElements() {
    Job<List<ContractTasks.Order>> list = queue.enqueue(GenericTypeBehaviour::twice, ORDER);
    Job<Map<String, List<ContractTasks.Order>>> map =
        queue.enqueue(GenericTypeBehaviour::byCustomer, List.of(ORDER));
    Job<ContractTasks.Order[]> array = queue.enqueue(GenericTypeBehaviour::array, ORDER);
    burst();

    assertThat(list.returnValue()).contains(List.of(ORDER, ORDER));
    assertThat(map.returnValue()).contains(Map.of("Zoë", List.of(ORDER)));
    assertThat(array.returnValue().orElseThrow()).containsExactly(ORDER);
  }

  @Test
  void keepTheBoundsOfWildcards() {
    Job<List<? extends ContractTasks.Order>> job =
        queue.enqueue(GenericTypeBehaviour::wild, List.of(ORDER));
    burst();

    List<? extends ContractTasks.Order> orders = job.returnValue().orElseThrow();
    assertThat(orders.get(0)).isEqualTo(ORDER);
  }

  @Test
  @Pins("J-31")
  void keepTheTypesOfWhatComesLater() {
    Job<CompletionStage<List<ContractTasks.Order>>> job =
        queue.enqueue(GenericTypeBehaviour::later, ORDER);
    burst();

    assertThat(job.returnValue().orElseThrow().toCompletableFuture().join()).containsExactly(ORDER);
  }

  @Test
  void arePlainDataWhereTheSignatureDoesNotSay() {
    Job<Object> same = queue.submit(Call.<Object, Object>of(GenericTypeBehaviour::same, ORDER));
    Job<List<Object>> list =
        queue.submit(Call.<Object, List<Object>>of(GenericTypeBehaviour::list, 7));
    burst();

    assertThat(same.returnValue()).get().isInstanceOf(Map.class);
    assertThat((Map<?, ?>) same.returnValue().orElseThrow()).isEqualTo(plain(ORDER));
    assertThat(list.returnValue()).contains(List.of(7));
  }

  @Test
  void haveTheBoundsOfTheirVariables() {
    Job<List<ContractTasks.Order>> job = queue.submit(Call.of(GenericTypeBehaviour::orders, ORDER));
    burst();

    assertThat(job.returnValue()).contains(List.of(ORDER));
  }

  private static Map<String, Object> plain(ContractTasks.Order order) {
    return Map.of(
        "customer",
        order.customer(),
        "amounts",
        order.amounts(),
        "placed",
        order.placed().toString());
  }
}
