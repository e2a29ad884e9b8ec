package dev.weir.cli.completion;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Topics;
import dev.weir.cli.contexts.ContextsFile;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `weir __complete`: the names that completion offers, a kind and a name a line with a tab between
/// them. In a file the first line is when they were true, in seconds since 1970.
///
/// A cluster that does not answer has no names; nobody who presses a key wants to read why.
@Command(name = "__complete", hidden = true, description = "Tell names, for completion.")
public final class NamesCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();

  @Option(names = "--into", paramLabel = "FILE", description = "Write them to this file.")
  private @Nullable Path file;

  @Override
  public Integer call() throws IOException {
    var lines = new ArrayList<String>();
    try {
      ContextsFile.of(io.world()).names().forEach(name -> lines.add("context\t" + name));
      lines.addAll(cluster.ask(this::ofCluster));
    } catch (Failure e) {
      if (io.verbose()) io.tell(String.valueOf(e.getMessage()));
    }
    // What could not stand on a line of its own, or could be more than a word to a terminal.
    lines.removeIf(line -> line.chars().filter(Character::isISOControl).count() > 1);
    if (file == null) print(lines);
    else write(io.world().folder().resolve(file), lines);
    return ExitCode.OK;
  }

  private List<String> ofCluster(Admin admin) throws Exception {
    var groups = admin.listGroups().valid();
    var lines = new ArrayList<String>();
    Topics.names(admin, false).forEach(name -> lines.add("topic\t" + name));
    groups.get(cluster.timeout().toMillis(), TimeUnit.MILLISECONDS).stream()
        .map(GroupListing::groupId)
        .sorted()
        .forEach(name -> lines.add("group\t" + name));
    return lines;
  }

  private void print(List<String> lines) {
    lines.forEach(io.out()::line);
    io.out().flush();
  }

  /// Whole or not at all: a shell may read it meanwhile.
  private static void write(Path file, List<String> lines) throws IOException {
    var seconds = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
    lines.addFirst(Long.toString(seconds));
    var whole = Files.createTempFile(file.toAbsolutePath().getParent(), "names", ".new");
    Files.write(whole, lines);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
