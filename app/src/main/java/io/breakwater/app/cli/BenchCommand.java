package io.breakwater.app.cli;

import io.breakwater.app.bench.Bench;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench NAME}: performance beside peers, measured here and now. */
@Command(name = "bench", description = "Measure performance beside peers, in the same run.")
public final class BenchCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Without it, the list of names.")
  String name;

  @Option(names = "--json", description = "Print figures and ratios as one JSON document.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    List<Bench> benches =
        ServiceLoader.load(Bench.class).stream().map(ServiceLoader.Provider::get).toList();
    if (name == null) {
      benches.forEach(b -> System.out.printf("%-12s %s%n", b.name(), b.description()));
      return 0;
    }
    Bench bench =
        benches.stream()
            .filter(b -> b.name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(benches));
    bench.run(json, System.out);
    return 0;
  }

  private CommandFailure unknown(List<Bench> benches) {
    return CommandFailure.usage(
        "there is no benchmark '%s'; there are: %s"
            .formatted(name, benches.stream().map(Bench::name).collect(Collectors.joining(", "))));
  }
}
