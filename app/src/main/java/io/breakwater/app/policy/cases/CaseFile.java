package io.breakwater.app.policy.cases;

import io.breakwater.domain.policy.PolicyError;
import io.breakwater.domain.policy.PolicyException;
import io.breakwater.domain.yaml.Problems;
import io.breakwater.domain.yaml.YamlFile;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A file of cases.
 *
 * @param policy the policy's file, as the cases call it; null if they leave it open
 */
public record CaseFile(String policy, List<PolicyCase> cases) {

  public CaseFile {
    cases = List.copyOf(cases);
  }

  /**
   * Reads one.
   *
   * @param files the text of a file that the cases name; what it throws is thrown
   * @throws PolicyException with everything that is wrong, if anything is
   */
  public static CaseFile read(String yaml, Function<String, String> files) {
    Problems problems = new Problems();
    Optional<CaseFile> read = YamlFile.read(yaml, problems).map(root -> file(root, files));
    if (read.isEmpty() || !problems.isEmpty()) {
      throw new PolicyException(PolicyError.of(problems.inFileOrder()));
    }
    return read.get();
  }

  private static CaseFile file(YamlValue root, Function<String, String> files) {
    YamlMap file = root.map("policy", "cases");
    YamlValue list = file.need("cases", "Add at least one case with event and expect");
    if (list.present() && list.list().isEmpty()) {
      list.problem("there is no case", "Add at least one with event and expect");
    }
    CaseReader reader = new CaseReader(files);
    List<PolicyCase> cases = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlValue item : list.list()) {
      YamlMap entry = item.map("name", "at", "event", "file", "loads", "features", "expect");
      YamlValue name = entry.need("name", "Say in words what the case shows");
      if (!names.add(name.text("")) && name.present()) {
        name.problem("there are two cases \"" + name.text("") + "\"", "Rename one of the two");
      }
      reader.read(name.text(""), entry).ifPresent(cases::add);
    }
    return new CaseFile(file.get("policy").text(null), cases);
  }
}
