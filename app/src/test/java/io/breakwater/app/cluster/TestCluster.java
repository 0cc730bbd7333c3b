package io.breakwater.app.cluster;

import io.breakwater.embedded.LoopbackPorts;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** One JobManager and two TaskManagers; checkpoints are files that all of them reach. */
final class TestCluster implements AutoCloseable {
  static final int TASK_MANAGERS = 2;

  private final Path directory;
  private final URI rest;
  private final Map<String, String> configuration = new HashMap<>();
  private final FlinkProcess jobManager;
  private final Deque<FlinkProcess> taskManagers = new ArrayDeque<>();
  private int started;

  private TestCluster(Path directory, int slots) {
    this.directory = directory;
    int restPort = LoopbackPorts.free();
    rest = URI.create("http://localhost:" + restPort);
    configuration.put("rest.address", "localhost");
    configuration.put("rest.port", Integer.toString(restPort));
    configuration.put("jobmanager.rpc.address", "localhost");
    configuration.put("jobmanager.rpc.port", Integer.toString(LoopbackPorts.free()));
    configuration.put("jobmanager.bind-host", "localhost");
    configuration.put("taskmanager.host", "localhost");
    configuration.put("taskmanager.bind-host", "localhost");
    configuration.put("taskmanager.numberOfTaskSlots", Integer.toString(slots));
    configuration.put("taskmanager.load-balance.mode", "SLOTS");
    configuration.put("io.tmp.dirs", directory.toString());
    configuration.put(
        "execution.checkpointing.savepoint-dir",
        directory.resolve("savepoints").toUri().toString());
    configuration.put("heartbeat.interval", "1000");
    configuration.put("heartbeat.timeout", "20000");
    // What the scripts of a distribution compute from the size of the process.
    configuration.put("taskmanager.cpu.cores", "1.0");
    configuration.put("taskmanager.memory.framework.heap.size", "64m");
    configuration.put("taskmanager.memory.framework.off-heap.size", "64m");
    configuration.put("taskmanager.memory.jvm-metaspace.size", "192m");
    configuration.put("taskmanager.memory.jvm-overhead.min", "64m");
    configuration.put("taskmanager.memory.jvm-overhead.max", "64m");
    configuration.put("taskmanager.memory.task.heap.size", "256m");
    configuration.put("taskmanager.memory.task.off-heap.size", "0m");
    configuration.put("taskmanager.memory.network.min", "64m");
    configuration.put("taskmanager.memory.network.max", "64m");
    configuration.put("taskmanager.memory.managed.size", "64m");
    jobManager = FlinkProcess.jobManager(directory, configuration);
  }

  /** Starts it; it takes jobs when {@link #rest} answers. */
  static TestCluster start(Path directory, int slots) {
    TestCluster cluster = new TestCluster(directory, slots);
    for (int i = 0; i < TASK_MANAGERS; i++) {
      cluster.addTaskManager();
    }
    return cluster;
  }

  /** How many TaskManagers have found the JobManager. */
  int registered() {
    return new FlinkHttp(rest).get("/overview").path("taskmanagers").asInt();
  }

  /** How often the job of that name that runs now has restarted, as its metric says. */
  int restarts(String name) {
    String id =
        new FlinkCluster(rest)
            .jobs().stream()
                .filter(job -> job.name().equals(name) && !job.isOver())
                .findFirst()
                .orElseThrow()
                .id();
    return new FlinkHttp(rest)
        .get("/jobs/" + id + "/metrics?get=numRestarts")
        .path(0)
        .path("value")
        .asInt();
  }

  URI rest() {
    return rest;
  }

  void addTaskManager() {
    taskManagers.add(
        FlinkProcess.taskManager("taskmanager-" + ++started, directory, configuration));
  }

  /** {@code kill -9} of the TaskManager that has been there longest: tasks run on it. */
  void killTaskManager() throws InterruptedException {
    taskManagers.remove().kill();
  }

  /** What its processes have logged. */
  String logs() {
    StringBuilder logs = new StringBuilder(jobManager.log());
    taskManagers.forEach(process -> logs.append(process.log()));
    return logs.toString();
  }

  @Override
  public void close() {
    taskManagers.forEach(FlinkProcess::close);
    jobManager.close();
  }
}
