package io.github.lstmsweep.search.rule.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PairedTestTest {
  @Test
  void itComparesWithTheTableOfStudent() {
    // The mean of 1, 2, 3 is 2 and its error 1 / sqrt(3), so t is 3.464 with 2 degrees of freedom.
    // The one-sided quantiles of the table are 2.920 at 5% and 4.303 at 2.5%.
    double[] differences = {1, 2, 3};
    assertThat(new PairedTest(0.05).isAboveZero(differences)).isTrue();
    assertThat(new PairedTest(0.025).isAboveZero(differences)).isFalse();
    assertThat(new PairedTest(0.038).isAboveZero(differences)).isTrue();
    assertThat(new PairedTest(0.036).isAboveZero(differences)).isFalse();
  }

  @Test
  void itIsOneSided() {
    assertThat(new PairedTest(0.05).isAboveZero(new double[] {-1, -2, -3})).isFalse();
    assertThat(new PairedTest(0.5).isAboveZero(new double[] {-1, 0, 1})).isFalse();
  }

  @Test
  void fewDifferencesDecideNothing() {
    assertThat(new PairedTest(0.5).isAboveZero(new double[] {5, 5})).isFalse();
    assertThat(new PairedTest(0.5).isAboveZero(new double[0])).isFalse();
  }

  @Test
  void equalDifferencesAreCertain() {
    assertThat(new PairedTest(0.001).isAboveZero(new double[] {2, 2, 2})).isTrue();
    assertThat(new PairedTest(0.5).isAboveZero(new double[] {0, 0, 0})).isFalse();
  }
}
