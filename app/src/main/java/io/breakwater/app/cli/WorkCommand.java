package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.client.ApiClient;
import io.breakwater.app.client.Query;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code work}: work items, for the people who work on them. */
@Command(
    name = "work",
    description = "Look at work items and work on them.",
    subcommands = {
      WorkCommand.ListThem.class,
      WorkCommand.Show.class,
      WorkActions.Claim.class,
      WorkActions.Next.class,
      WorkActions.Assign.class,
      WorkActions.Unassign.class,
      WorkActions.Acknowledge.class,
      WorkActions.Start.class,
      WorkActions.Wait.class,
      WorkActions.Snooze.class,
      WorkActions.Resume.class,
      WorkActions.Resolve.class,
      WorkActions.Close.class,
      WorkActions.Reopen.class,
      WorkActions.Transfer.class,
      WorkActions.Escalate.class,
      WorkActions.Comment.class,
      WorkActions.Tag.class,
      WorkActions.Untag.class,
      WorkActions.Link.class,
      WorkActions.Unlink.class,
      WorkActions.Merge.class,
      WorkActions.Split.class,
      WorkActions.Undo.class,
      WorkActions.Approve.class,
      WorkActions.Reject.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class WorkCommand {
  static final String PATH = "/api/v1/work-items";

  /** {@code work list}. */
  @Command(name = "list", description = "List work items, the most urgent first.")
  static final class ListThem implements Callable<Integer> {
    private static final int PAGE = 500;

    @Mixin ServerOption server;

    @Option(names = "--desk", description = "Only those on this desk.")
    String desk;

    @Option(
        names = "--state",
        defaultValue = "open",
        description = "Only those in these states, separated by commas (default: open).")
    String state;

    @Option(names = "--assignee", paramLabel = "NAME", description = "Only those that NAME has.")
    String assignee;

    @Option(names = "--priority", description = "Only P1, P2, P3 or P4; some separated by commas.")
    String priority;

    @Option(names = "--tag", description = "Only those with this tag.")
    String tag;

    @Option(
        names = "-q",
        paramLabel = "TEXT",
        description = "Only those with this in their id, exception, source or type.")
    String text;

    @Option(
        names = "--sort",
        description = "urgency, opened, -opened, -changed or -score (default: urgency).")
    String sort;

    @Option(names = "--limit", description = "The most to list (default: ${DEFAULT-VALUE}).")
    int limit = 50;

    @Option(names = "--json", description = "Print one JSON object per line.")
    boolean json;

    @Spec CommandSpec spec;

    @Override
    public Integer call() {
      Query query =
          new Query()
              .with("desk", desk)
              .with("state", state.equals("all") ? null : state)
              .with("assignee", assignee)
              .with("priority", priority)
              .with("tag", tag)
              .with("q", text)
              .with("sort", sort);
      List<JsonNode> items = Pages.read(server.client(), PATH, query, Math.min(PAGE, limit), limit);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        items.forEach(out::println);
      } else {
        WorkText.table(items, out);
      }
      out.flush();
      return 0;
    }
  }

  /** {@code work show ITEM}. */
  @Command(name = "show", description = "Show one with what happened to it.")
  static final class Show implements Callable<Integer> {
    private static final int PAGE = 500;

    @Parameters(
        paramLabel = "ITEM",
        description = "Its id, the beginning of its id, or its exception's id.")
    String item;

    @Mixin ServerOption server;

    @Option(names = "--all", description = "Its whole history, not only the latest events.")
    boolean all;

    @Option(names = "--json", description = "Print the server's answer as it is.")
    boolean json;

    @Spec CommandSpec spec;

    @Override
    public Integer call() {
      ApiClient api = server.client();
      String path = PATH + "/" + WorkItemIds.find(api, item);
      JsonNode page = api.get(path);
      List<JsonNode> history = new ArrayList<>();
      if (all) {
        history = Pages.read(api, path + "/history", new Query(), PAGE, Integer.MAX_VALUE);
      } else {
        page.path("history").forEach(history::add);
      }
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(page.toPrettyString());
      } else {
        WorkText.page(page, history, out);
      }
      out.flush();
      return 0;
    }
  }
}
