package io.github.lstmsweep.cli.output;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.CorpusSet;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.format.Show;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Tells a user how large the corpora of a sweep are. */
public final class CorporaLines {
  private static final int MOST = 3;

  private CorporaLines() {}

  /** Returns a line with the size of all corpora together, and one for each of the longest. */
  public static List<String> of(CorpusSet corpora) {
    List<TrainingData> longest = new ArrayList<>(corpora.all());
    // Corpora of one length keep the order of the specification.
    longest.sort(Comparator.comparingLong(CorporaLines::size).reversed());
    String unit = longest.get(0) instanceof Corpus ? "character" : "value";
    long all = longest.stream().mapToLong(CorporaLines::size).sum();
    List<String> lines = new ArrayList<>();
    lines.add(
        "corpora: "
            + Show.counted(all, unit)
            + " together, "
            + Show.count(size(longest.get(longest.size() - 1)))
            + " to "
            + Show.count(size(longest.get(0)))
            + " each; the longest:");
    longest.stream()
        .limit(MOST)
        .map(data -> "  " + Show.counted(size(data), unit) + "  " + name(data))
        .forEach(lines::add);
    return lines;
  }

  /** Returns the size of a file; a sweep keeps only the tokens that its windows reach. */
  private static long size(TrainingData data) {
    return data instanceof Corpus text ? text.count().characters() : data.length();
  }

  private static String name(TrainingData data) {
    return data instanceof TimeSeries series
        ? series.column() + " of " + series.name()
        : data.name();
  }
}
