package io.rq.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Whatever two programs do to the same jobs at the same time, both are told, and all ends, as if
 * one of them had been first; or, where one runs a job, as if the other had come while it ran.
 *
 * <p>{@code -Drq.races=10000} runs more races, {@code -Drq.races.seed=7} others.
 */
@Pins({"D-08", "E-11", "J-25", "J-29", "REG-17", "W-55"})
abstract class RaceBehaviour extends Behaviour {

  private static final int RACES = Integer.getInteger("rq.races", 60);
  private static final long SEED = Long.getLong("rq.races.seed", 1);

  /** How often a race is run that is known to be close. */
  private static final int AGAIN = 20;

  private final Random random = new Random(SEED);
  private int scenes;

  /** How the jobs are when the race begins. */
  private static final Step A_CHILD_WAITS =
      new Step(
          "a child waits",
          scene -> {
            scene.enqueue("parent");
            scene.enqueue("child", "parent");
          });

  private static final Step A_CHILD_OF_TWO_WAITS =
      new Step(
          "a child of two waits",
          scene -> {
            A_CHILD_WAITS.in(scene);
            scene.enqueue("other");
            scene.enqueue("shared", "parent", "other");
          });

  private static final Step FAILED =
      new Step(
          "the parent failed",
          scene -> {
            scene.enqueueFailing("parent");
            scene.enqueue("child", "parent");
            scene.run("parent");
          });

  private static final List<Step> BEGINNINGS =
      List.of(
          A_CHILD_WAITS,
          A_CHILD_OF_TWO_WAITS,
          FAILED,
          new Step(
              "the parent waits itself",
              scene -> {
                scene.enqueue("grandparent");
                scene.enqueue("parent", "grandparent");
                scene.enqueue("child", "parent");
              }),
          new Step(
              "the parent is finished",
              scene -> {
                A_CHILD_WAITS.in(scene);
                scene.run("parent");
              }),
          new Step(
              "both are canceled",
              scene -> {
                A_CHILD_WAITS.in(scene);
                scene.job("parent").cancel();
              }));

  /** What a program may do. */
  private static final Step RUN = new Step("run", scene -> scene.run("parent"));

  private static final Step CANCEL = new Step("cancel", scene -> scene.job("parent").cancel());
  private static final Step DELETE = new Step("delete", scene -> scene.job("parent").delete());
  private static final Step REQUEUE = new Step("requeue", scene -> scene.job("parent").requeue());
  private static final Step REQUEUE_ALL =
      new Step("requeue what failed", scene -> scene.queue().failed().requeueAll());
  private static final Step ENQUEUE_ANOTHER_CHILD =
      new Step("enqueue another child", scene -> scene.enqueue("late", "parent"));

  private static final List<Step> DEEDS =
      List.of(
          RUN,
          CANCEL,
          DELETE,
          REQUEUE,
          REQUEUE_ALL,
          ENQUEUE_ANOTHER_CHILD,
          new Step("cancelAndRelease", scene -> scene.job("parent").cancelAndRelease()),
          new Step("deleteWithDependents", scene -> scene.job("parent").deleteWithDependents()),
          new Step("remove", scene -> scene.remove("parent")),
          new Step("enqueue again", scene -> scene.enqueue("parent")),
          new Step("run the child", scene -> scene.run("child")),
          new Step("cancel the child", scene -> scene.job("child").cancel()),
          new Step("delete the child", scene -> scene.job("child").delete()),
          new Step("requeue the child", scene -> scene.job("child").requeue()));

  private record Step(String name, Consumer<RaceScene> action) {
    void in(RaceScene scene) {
      action.accept(scene);
    }

    boolean isRun() {
      return name.startsWith("run");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** One of the two programs. */
  private record Program(String name, Step deed) {

    void acts(RaceScene scene, Map<String, String> told) {
      told.put(name + ": " + deed, scene.told(deed.action()));
    }
  }

  @Test
  @Pins("D-08")
  void aChildOfTwoThatEndAtOnceIsReleased() throws Exception {
    Step runTheOther = new Step("run the other", scene -> scene.run("other"));
    race(AGAIN, A_CHILD_OF_TWO_WAITS, RUN, runTheOther);
  }

  @Test
  @Pins("D-08")
  void whoBeginsToWaitWhileAJobEndsIsNotForgotten() throws Exception {
    race(AGAIN, A_CHILD_WAITS, RUN, ENQUEUE_ANOTHER_CHILD);
    race(AGAIN, A_CHILD_WAITS, CANCEL, ENQUEUE_ANOTHER_CHILD);
    race(AGAIN, A_CHILD_WAITS, DELETE, ENQUEUE_ANOTHER_CHILD);
  }

  @Test
  @Pins({"J-25", "J-29", "REG-17"})
  void whatWasCalledOffIsRequeuedOnlyByWhoWantsThat() throws Exception {
    race(AGAIN, FAILED, CANCEL, REQUEUE);
    race(AGAIN, FAILED, CANCEL, REQUEUE_ALL);
    race(AGAIN, FAILED, DELETE, REQUEUE_ALL);
  }

  @Test
  void anyTwoEndAsIfOneHadBeenFirst() throws Exception {
    for (int race = 1; race <= RACES; race++) {
      race(1, any(BEGINNINGS), any(DEEDS), any(DEEDS));
    }
  }

  private void race(int times, Step beginning, Step one, Step two) throws Exception {
    Program ann = new Program("Ann", one);
    Program bob = new Program("Bob", two);
    Set<String> allowed = new LinkedHashSet<>(inTurn(beginning, ann, bob));
    allowed.addAll(inTurn(beginning, bob, ann));
    for (int time = 1; time <= times; time++) {
      assertThat(allowed)
          .as("%s, %s, %s; seed %s", beginning, ann, bob, SEED)
          .contains(atTheSameTime(beginning, ann, bob, random.nextInt(400) - 200));
    }
  }

  private Step any(List<Step> all) {
    return all.get(random.nextInt(all.size()));
  }

  private String atTheSameTime(Step beginning, Program ann, Program bob, int lead)
      throws Exception {
    RaceScene scene = scene(beginning);
    Map<String, String> told = new ConcurrentSkipListMap<>();
    CyclicBarrier start = new CyclicBarrier(2);
    try (Threads threads = new Threads()) {
      Future<Boolean> one =
          threads.start(
              () -> {
                start.await();
                spin(-lead);
                ann.acts(scene, told);
              });
      Future<Boolean> other =
          threads.start(
              () -> {
                start.await();
                spin(lead);
                bob.acts(scene, told);
              });
      Threads.answer(one);
      Threads.answer(other);
    }
    return outcome(scene, told);
  }

  private static void spin(int turns) {
    for (int turn = 0; turn < turns; turn++) {
      Thread.onSpinWait();
    }
  }

  // What may come of it if the first begins.
  private List<String> inTurn(Step beginning, Program first, Program second) {
    RaceScene scene = scene(beginning);
    Map<String, String> told = new TreeMap<>();
    first.acts(scene, told);
    second.acts(scene, told);
    String oneAfterTheOther = outcome(scene, told);
    if (!first.deed().isRun()) {
      return List.of(oneAfterTheOther);
    }

    RaceScene another = scene(beginning);
    Map<String, String> toldThen = new TreeMap<>();
    ContractTasks.meanwhile =
        () -> {
          ContractTasks.meanwhile = () -> {};
          second.acts(another, toldThen);
        };
    first.acts(another, toldThen);
    ContractTasks.meanwhile = () -> {};
    return List.of(oneAfterTheOther, outcome(another, toldThen));
  }

  private RaceScene scene(Step beginning) {
    RaceScene scene = new RaceScene(rq, backend, scenes++, clock.instant());
    beginning.in(scene);
    return scene;
  }

  private static String outcome(RaceScene scene, Map<String, String> told) {
    return told + "\n" + scene.end();
  }
}
