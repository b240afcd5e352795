package io.github.lstmsweep.sweep.adoption;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.sweep.TableSweep;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Tables whose rows a sweep takes as known. Rows of the sweep's trials that its own table lacks are
 * copied into it. So the sweep does not train these trials, whatever its method.
 */
public final class KnownRows {
  private final TrialTable into;
  private final List<TrialTable> tables;

  private KnownRows(TrialTable into, List<TrialTable> tables) {
    this.into = into;
    this.tables = tables;
  }

  /**
   * Opens tables. Reads no row.
   *
   * @param places paths or URIs of tables
   * @param into the table of the sweep, which may be new
   * @throws UserException if there is no table at one of the places, or if it is {@code into}
   */
  public static KnownRows of(List<String> places, TrialTable into, StorageSettings settings) {
    List<TrialTable> tables = new ArrayList<>();
    for (String place : places) {
      TrialTable table = TrialTable.open(settings.locate(place), settings);
      if (isSame(table.uri(), into.uri())) {
        throw UserException.badInput(
            "Cannot take rows of "
                + table.place()
                + ": must be a table other than the one that they go to");
      }
      tables.add(table);
    }
    return new KnownRows(into, tables);
  }

  private static boolean isSame(URI one, URI other) {
    if (withoutSlash(one).equals(withoutSlash(other))) {
      return true;
    }
    try {
      return "file".equals(one.getScheme())
          && "file".equals(other.getScheme())
          && Files.isSameFile(Path.of(one), Path.of(other));
    } catch (IOException e) {
      // The new table does not exist yet.
      return false;
    }
  }

  private static String withoutSlash(URI uri) {
    return uri.normalize().toString().replaceFirst("/+$", "");
  }

  /** Hears how far the copying has come. */
  public interface Listener {
    /**
     * Rows of a table were copied or left out. Several threads call it.
     *
     * @param place of the table
     * @param done number of these rows
     * @param of number of the rows that the sweep's table lacks
     */
    void taken(String place, int done, int of);
  }

  /**
   * A sweep's table with the known rows.
   *
   * @param sweep read after the rows were copied
   * @param taken one entry for each of the tables
   * @param lines about files of the sweep's table that were set aside before
   */
  public record Taken(TableSweep sweep, List<Adopted> taken, List<String> lines) {
    /** Copies the lists. */
    public Taken {
      taken = List.copyOf(taken);
      lines = List.copyOf(lines);
    }
  }

  /**
   * Copies the rows that the sweep's table lacks. If it lacks some, the table is made first. If
   * this process dies meanwhile, the table has some of the rows, and the next call copies the rest.
   *
   * @param sweep reads the state of the sweep's table, and refuses one that it cannot add to
   * @param trials of the sweep
   * @throws UserException if the sweep's table cannot be written
   */
  public Taken take(Supplier<TableSweep> sweep, List<Trial> trials, Listener listener) {
    TableSweep before = sweep.get();
    if (tables.isEmpty()) {
      return new Taken(before, List.of(), List.of());
    }
    Map<TrialId, Trial> byId = new LinkedHashMap<>();
    trials.forEach(trial -> byId.put(trial.id(), trial));
    boolean isLacking = tables.stream().anyMatch(table -> !Offer.of(table, into, byId).isNothing());
    // Making the table proves that it can be written. That is not needed to read one.
    List<String> lines = isLacking ? before.begin() : List.of();
    List<Adopted> taken = new ArrayList<>();
    for (TrialTable table : tables) {
      taken.add(new Transfer(table, into, byId, listener).of(Offer.of(table, into, byId)));
    }
    return new Taken(isLacking ? sweep.get() : before, taken, lines);
  }
}
