package io.github.lstmsweep.cli;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.cli.input.InitOptions;
import io.github.lstmsweep.cli.input.InitQuestions;
import io.github.lstmsweep.cli.input.Questions;
import io.github.lstmsweep.cli.output.SpecHead;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.corpus.load.CorpusSource;
import io.github.lstmsweep.corpus.load.CsvColumns;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.TargetFile;
import io.github.lstmsweep.result.storage.HadoopReader;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.specification.CommentedYaml;
import io.github.lstmsweep.sweep.StoredCorpus;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.sweep.proposal.Budget;
import io.github.lstmsweep.sweep.proposal.CorpusPath;
import io.github.lstmsweep.sweep.proposal.Proposal;
import io.github.lstmsweep.sweep.proposal.SeriesProposal;
import io.github.lstmsweep.sweep.proposal.TextProposal;
import io.github.lstmsweep.trial.TextForm;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The verb {@code init}: writes a first specification for data that a person has. */
@Command(
    name = "init",
    description =
        "Write a commented specification for a text, a column of a CSV file, or the sweep of a"
            + " table. Without options, ask for them.",
    mixinStandardHelpOptions = true)
final class InitVerb implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private InitOptions options;

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    StorageSettings settings = StorageSettings.ofThisProcess();
    CorpusLoader loader =
        new CorpusLoader(Optional.empty(), System.getenv(), new HadoopReader(settings));
    if (!options.hasData()) {
      Questions.atTerminal(out)
          .ifPresent(questions -> new InitQuestions(questions, loader, settings).fill(options));
    }
    options.check();
    Optional<StoredSweep> stored = options.table().map(table -> StoredSweep.open(table, settings));
    String name =
        stored.isPresent() && !options.isNamed() ? stored.get().spec().name() : options.name();
    Path file = options.file(name);
    TargetFile target = target(file, settings);
    Proposal proposal =
        stored.isPresent() ? ofTable(stored.get(), name, loader) : ofData(name, loader);
    String corpus =
        stored.isPresent() ? options.corpus().orElse(stored.get().spec().corpus()) : options.data();
    Budget budget = options.budget();
    String time =
        Show.counted(proposal.trials().size(), "trial")
            + ", predicted to take "
            + Show.seconds(proposal.seconds(budget.cores()))
            + " on "
            + Show.counted(budget.cores(), "core");
    String yaml =
        SpecHead.of(file, options.data(), time, proposal.facts())
            + CommentedYaml.of(proposal.spec(), CorpusPath.seenFrom(file, corpus));
    write(target, yaml);
    out.println("Wrote " + target.place() + ": " + time);
    proposal.facts().forEach(out::println);
    out.println("Next: " + Show.command("plan", file.toString()));
    out.println("      " + Show.command("run", file.toString()));
    out.flush();
    return ExitCode.OK.code();
  }

  /** Returns the file to write, after the checks that need no data. */
  private TargetFile target(Path file, StorageSettings settings) {
    TargetFile target = TargetFile.at(file.toString(), settings);
    target.requireParent();
    if (options.isForced()) {
      target.requireNoFolder();
    } else {
      target.requireVacant();
    }
    return target;
  }

  private void write(TargetFile target, String yaml) {
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    if (options.isForced()) {
      target.overwrite(bytes);
    } else {
      target.write(bytes);
    }
  }

  private Proposal ofData(String name, CorpusLoader loader) {
    if (options.csv().isPresent()) {
      String csv = options.csv().get();
      CsvColumns columns = loader.columns(csv);
      String column = SeriesProposal.column(columns, options.column(), csv);
      return SeriesProposal.of(loader.loadSeries(csv, column), columns, name, options.budget());
    }
    String text = options.data();
    return TextProposal.of(
        loader.load(CorpusSource.of(text), options.tokens().key(), TextForm.defaultOf(text)),
        name,
        options.budget());
  }

  private Proposal ofTable(StoredSweep stored, String name, CorpusLoader loader) {
    if (stored.spec().axis().isMany()) {
      throw UserException.badInput(
          "Cannot write a specification for the table "
              + stored.table().place()
              + ": must have one corpus, but has "
              + stored.spec().axis().count());
    }
    return Proposal.of(
        stored.spec().named(name),
        new StoredCorpus(stored, loader, options.corpus()).data().first(),
        List.of());
  }
}
