package io.github.lstmsweep.result;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.result.compact.CompactedRows;
import io.github.lstmsweep.result.layout.Finding;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.paused.PausedTrials;
import io.github.lstmsweep.result.row.SingleRowFile;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.result.storage.Memory;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Checks every row and every model of a table. */
final class Audit {
  private final TrialTable table;
  private final Storage storage;
  private final CompactedRows compacted;
  private final Map<TrialId, TrialRow> whole = new ConcurrentHashMap<>();
  private final Collection<Finding> corrupt = new ConcurrentLinkedQueue<>();
  private final List<Finding> strange = new ArrayList<>();

  /** The epochs of the paused trials, which are listed once for all of them. */
  private Map<TrialId, Integer> paused = Map.of();

  Audit(TrialTable table, Storage storage, CompactedRows compacted) {
    this.table = table;
    this.storage = storage;
    this.compacted = compacted;
  }

  AuditReport report(Set<TrialId> expected, Set<TrialId> next) throws IOException {
    Set<TrialId> listed = table.finished();
    paused = table.pausedEpochs();
    TableRows rows = table.rows();
    rows.unreadable().forEach(u -> corrupt.add(new Finding(u.file(), u.id().hex(), u.reason())));
    rows.rows().parallelStream().forEach(this::checkModel);
    List<Finding> duplicate = new ArrayList<>();
    findDuplicates(Layout.TRIALS, compacted.byTrial(), duplicate);
    table.upkeep().found().forEach(damage -> corrupt.add(damage.finding()));
    return new AuditReport(
        expected.size(),
        (int) expected.stream().filter(whole::containsKey).count(),
        next.stream()
            .filter(id -> !listed.contains(id))
            .sorted(Comparator.comparing(TrialId::hex))
            .toList(),
        sorted(duplicate),
        sorted(corrupt),
        sorted(Stream.concat(unexpected(expected), strange.stream()).toList()),
        orphanModels());
  }

  private void checkModel(TrialRow row) {
    try {
      if (row.status() == TrialStatus.OK) {
        table.parameters(row);
      } else if (row.isComparable()) {
        new PausedTrials(storage, "").parameters(row, paused.getOrDefault(row.id(), 0));
      }
      whole.put(row.id(), row);
    } catch (IOException e) {
      corrupt.add(corruptModel(row, Reason.of(e)));
    } catch (OutOfMemoryError e) {
      corrupt.add(
          corruptModel(
              row, Reason.of(Memory.exceeded("reading it takes more memory than there is left"))));
    }
  }

  /** The model of a paused trial is in its state, and with its row set aside it trains again. */
  private Finding corruptModel(TrialRow row, String reason) {
    String file =
        row.status() == TrialStatus.PAUSED
            ? Layout.pausedRow(row.id(), paused.getOrDefault(row.id(), 0))
            : model(row).orElseThrow();
    return new Finding(file, row.id().hex(), reason);
  }

  private static Optional<String> model(TrialRow row) {
    return row.parametersSha256().map(sha256 -> Layout.model(row.id(), sha256));
  }

  private Stream<Finding> unexpected(Set<TrialId> expected) {
    return whole.keySet().stream()
        .filter(id -> !expected.contains(id))
        .map(
            id ->
                new Finding(
                    Layout.row(id), id.hex(), "it is of no trial that the specification has"));
  }

  /**
   * Adds the rows that a reader of the whole folder, such as pandas, would count twice. Such
   * readers skip only names that begin with {@code _} or {@code .}.
   */
  private void findDuplicates(
      String folder, Map<TrialId, CompactedRows.File> files, List<Finding> duplicate)
      throws IOException {
    for (String name : storage.names(folder)) {
      String path = folder + "/" + name;
      Optional<TrialId> single =
          folder.equals(Layout.TRIALS) ? Layout.trial(name) : Optional.empty();
      if (single.filter(files::containsKey).isPresent()) {
        duplicate.add(
            new Finding(
                path,
                single.get().hex(),
                "its row is in "
                    + files.get(single.get()).path()
                    + " too; the next compaction deletes it"));
      }
      if (single.isPresent()
          || name.startsWith("_")
          || name.startsWith(".")
          || files.values().stream().anyMatch(file -> file.path().equals(path))) {
        continue;
      }
      switch (storage.kind(path)) {
        case FOLDER -> findDuplicates(path, files, duplicate);
        case FILE -> findRows(path, duplicate);
        case OTHER ->
            strange.add(
                Finding.ofTable(path, "it is a link, a device or a pipe: no file of a row"));
        case ABSENT -> {}
      }
    }
  }

  private void findRows(String path, List<Finding> duplicate) throws IOException {
    try {
      for (String id : SingleRowFile.trialIds(storage.read(path))) {
        duplicate.add(new Finding(path, id, "it has a row of trial " + id + " under another name"));
      }
    } catch (CorruptFileException e) {
      strange.add(Finding.ofTable(path, Reason.of(e)));
    } catch (NoSuchFileException | FileNotFoundException e) {
      // The file is gone since it was listed.
    }
  }

  private List<String> orphanModels() throws IOException {
    Set<String> named = new HashSet<>();
    whole.values().forEach(row -> model(row).ifPresent(named::add));
    // A corrupt row does not tell which model it names.
    Set<String> unknown = new HashSet<>();
    corrupt.stream().filter(Finding::isOfTrial).forEach(finding -> unknown.add(finding.trial()));
    return storage.names(Layout.MODELS).stream()
        .filter(name -> !name.startsWith("_") && !name.startsWith("."))
        .filter(name -> unknown.stream().noneMatch(name::startsWith))
        .map(name -> Layout.MODELS + "/" + name)
        .filter(path -> !named.contains(path))
        .sorted()
        .toList();
  }

  private static List<Finding> sorted(Collection<Finding> findings) {
    return findings.stream()
        .sorted(Comparator.comparing(Finding::file).thenComparing(Finding::trial))
        .toList();
  }
}
