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
    longest.sort(Comparator.comparingInt(TrainingData::length).reversed());
    String unit = longest.get(0) instanceof Corpus ? "token" : "value";
    long all = longest.stream().mapToLong(TrainingData::length).sum();
    List<String> lines = new ArrayList<>();
    lines.add(
        "corpora: "
            + Show.counted(all, unit)
            + " together, "
            + Show.count(longest.get(longest.size() - 1).length())
            + " to "
            + Show.count(longest.get(0).length())
            + " each; the longest:");
    longest.stream()
        .limit(MOST)
        .map(data -> "  " + Show.counted(data.length(), unit) + "  " + name(data))
        .forEach(lines::add);
    return lines;
  }

  private static String name(TrainingData data) {
    return data instanceof TimeSeries series
        ? series.column() + " of " + series.name()
        : data.name();
  }
}
