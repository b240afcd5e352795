package io.github.lstmsweep.compare;

import io.github.lstmsweep.trial.Hyperparameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many corpora a configuration is the best of.
 *
 * @param configuration the values that distinguish it, such as {@code num_hiddens 16, lr 0.1}
 * @param corpora the number of corpora whose best it is
 */
public record Wins(String configuration, int corpora) {
  /**
   * Returns the configurations that are the best of a corpus, the most frequent ones first.
   *
   * @param varying the hyperparameters that distinguish the trials; seeds are no configurations
   */
  public static List<Wins> of(List<CorpusBest> corpora, Varying varying) {
    List<Hyperparameter> shown =
        varying.hyperparameters().stream().filter(h -> h != Hyperparameter.SEED).toList();
    Varying withoutSeed = new Varying(shown, Map.of());
    Map<String, Integer> counts = new LinkedHashMap<>();
    corpora.forEach(
        corpus ->
            corpus.row().ifPresent(row -> counts.merge(withoutSeed.shown(row), 1, Integer::sum)));
    List<Wins> wins = new ArrayList<>();
    counts.forEach((configuration, count) -> wins.add(new Wins(configuration, count)));
    wins.sort(Comparator.comparing((Wins w) -> -w.corpora()).thenComparing(Wins::configuration));
    return wins;
  }

  /**
   * Returns a sentence for people about the most frequent ones, such as {@code best in 2 of 3
   * corpora: lr 0.1; in 1: lr 0.01}.
   *
   * @param most the number of configurations to name
   */
  public static String shown(List<Wins> wins, int corpora, int most) {
    int left = wins.stream().skip(most).mapToInt(Wins::corpora).sum();
    return "best in "
        + wins.stream()
            .limit(most)
            .map(w -> w.corpora() + " of " + corpora + " corpora: " + w.configuration())
            .collect(Collectors.joining("; in "))
        + (left == 0 ? "" : "; others in " + left);
  }
}
