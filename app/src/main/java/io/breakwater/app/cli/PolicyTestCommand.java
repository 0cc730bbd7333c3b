package io.breakwater.app.cli;

import io.breakwater.app.policy.cases.CaseFile;
import io.breakwater.app.policy.cases.CaseResult;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyException;
import io.breakwater.domain.policy.PolicyParser;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy test FILE}: tries a policy on cases, without a server. */
@Command(
    name = "test",
    description = {
      "Try a policy on cases: what it makes of events, against what you expect of it.",
      "Exit 1 if a case fails, 2 if the cases or the policy cannot be read."
    })
public final class PolicyTestCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "Cases in YAML.")
  Path file;

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      description = "The policy to try, instead of the one that the file names.")
  Path policy;

  @Option(names = "--json", description = "Print the results as JSON.")
  boolean json;

  @Spec CommandSpec spec;

  /** All results, as JSON has them. */
  private record Report(String policy, int passed, int failed, List<CaseResult> cases) {}

  @Override
  public Integer call() {
    CaseFile cases = cases();
    Policy tried = PolicyParser.parse(Inputs.policy(policyFile(cases)));
    List<CaseResult> results = cases.cases().stream().map(c -> c.run(tried)).toList();
    int passed = (int) results.stream().filter(CaseResult::passed).count();
    Report report = new Report(tried.id(), passed, results.size() - passed, results);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.mapper().valueToTree(report).toPrettyString());
    } else {
      print(report, out);
    }
    out.flush();
    return report.failed() == 0 ? 0 : CommandFailure.PROBLEM;
  }

  private CaseFile cases() {
    try {
      return CaseFile.read(Inputs.text(file), name -> Inputs.text(file.resolveSibling(name)));
    } catch (PolicyException e) {
      throw CommandFailure.usage(
          e.errors().stream()
              .map(error -> file + ": " + error)
              .collect(Collectors.joining("\n", "the cases are refused:\n", "")),
          e);
    }
  }

  private Path policyFile(CaseFile cases) {
    if (policy != null) {
      return policy;
    }
    if (cases.policy() == null) {
      throw CommandFailure.usage(
          file + " names no policy: add policy: FILE to it, or name one with --policy");
    }
    return file.resolveSibling(cases.policy());
  }

  private static void print(Report report, PrintWriter out) {
    for (CaseResult result : report.cases()) {
      out.printf("%s  %s%n", result.passed() ? "ok  " : "FAIL", result.name());
      if (result.error() != null) {
        out.printf("        cannot be tried: %s%n", result.error());
      }
      for (CaseResult.Mismatch mismatch : result.mismatches()) {
        out.printf(
            "        %s: expected %s, got %s%n",
            mismatch.what(), mismatch.expected(), mismatch.got());
        mismatch.why().forEach(line -> out.printf("          %s%n", line));
      }
    }
    out.printf(
        "%s: %d cases passed, %d failed%n", report.policy(), report.passed(), report.failed());
  }
}
