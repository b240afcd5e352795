package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.CorpusSet;
import io.github.lstmsweep.corpus.IntSequence;
import io.github.lstmsweep.corpus.TextCount;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.corpus.Tokenizer;
import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.HiddenActivation;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Keep;
import io.github.lstmsweep.trial.OptimizerKind;
import io.github.lstmsweep.trial.SampleForm;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.SeriesInput;
import io.github.lstmsweep.trial.TextForm;
import io.github.lstmsweep.trial.Tokens;
import io.github.lstmsweep.trial.Trial;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.spark.serializer.KryoSerializer;
import org.junit.jupiter.api.Test;

class SweepRegistratorTest {
  private final Kryo kryo = new KryoSerializer(SparkSetup.sweepConf("kryo")).newKryo();

  @Test
  void aTrialArrivesAsItWasSent() {
    Trial trial =
        Trial.of(
            new Hyperparameters(
                16,
                64,
                0.1,
                512,
                7,
                Double.POSITIVE_INFINITY,
                Cell.GRU,
                2,
                HiddenActivation.IDENTITY,
                0.5,
                OptimizerKind.ADAM,
                1e-4,
                Keep.BEST,
                Long.MAX_VALUE,
                7,
                SeriesInput.SEQUENCE),
            new Dataset("a/path", "0f".repeat(32), "char", 3, 28, 10_000, 5_000));
    assertThat(sent(trial)).isEqualTo(trial);
    assertThat(sent(Results.trial(0))).isEqualTo(Results.trial(0));
    Trial ofOwnText =
        Trial.of(
            trial.hyperparameters(),
            trial.dataset().in(TextForm.WHOLE, new SampleForm("Zoë\n😀", 30, 0.7)));
    assertThat(sent(ofOwnText)).isEqualTo(ofOwnText);
    Trial ofSeries =
        Trial.of(
            trial.hyperparameters(),
            Dataset.ofSeries(
                "a.csv",
                "0f".repeat(32),
                new SeriesForm("price", SeriesForm.Scale.STANDARD),
                600,
                96));
    assertThat(sent(ofSeries)).isEqualTo(ofSeries);
  }

  @Test
  void aTimeSeriesArrivesAsItWasSent() {
    float[] values = {1.5f, -0.25f, 3e7f};
    TimeSeries arrived = sent(new TimeSeries("a.csv", "price", values, OptionalDouble.empty()));
    assertThat(arrived.name()).isEqualTo("a.csv");
    assertThat(arrived.column()).isEqualTo("price");
    assertThat(arrived.values()).containsExactly(values);
    assertThat(arrived.noise()).isEmpty();
    assertThat(sent(new TimeSeries("a", "", values, OptionalDouble.of(0.2))).noise()).hasValue(0.2);
  }

  @Test
  void theCorporaOfASweepArriveAsTheyWereSent() {
    TimeSeries a = new TimeSeries("a.csv", "x", new float[] {1, 2}, OptionalDouble.empty());
    Corpus b =
        new Corpus(
            "b", "0f".repeat(32), "char", Vocabulary.of(List.of("z", " ")), new int[] {0, 1});
    CorpusSet arrived = sent(CorpusSet.of(List.of(a, b)));
    assertThat(arrived.sha256()).containsExactly(a.sha256(), b.sha256());
    assertThat(((TimeSeries) arrived.first()).values()).containsExactly(1, 2);
    assertThat(((Corpus) arrived.of(b.sha256())).vocabulary()).isEqualTo(b.vocabulary());
  }

  @Test
  void aCorpusArrivesAsItWasSent() {
    Corpus corpus =
        new Corpus(
            "quickstart",
            "0f".repeat(32),
            "char",
            Vocabulary.of(List.of("z", " ", "é", "\n", "😀")),
            new int[] {0, 1, 2, 3, 2, 100_000});
    Corpus arrived = sent(corpus);
    assertThat(arrived.name()).isEqualTo(corpus.name());
    assertThat(arrived.sha256()).isEqualTo(corpus.sha256());
    assertThat(arrived.tokens()).isEqualTo(corpus.tokens());
    assertThat(arrived.vocabulary()).isEqualTo(corpus.vocabulary());
    assertThat(arrived.ids().first(6)).isEqualTo(corpus.ids().first(6));
    assertThat(arrived.minFreq()).isEqualTo(1);
    assertThat(arrived.characters().length()).isZero();
    Corpus common =
        sent(
            new Corpus(
                "a",
                "0f".repeat(32),
                new Tokenizer(TextForm.WHOLE, Tokens.WORD),
                3,
                corpus.vocabulary(),
                IntSequence.of(0),
                IntSequence.of(7),
                new TextCount(9, 1, 2, 3, 4, 55)));
    assertThat(common.tokenizer()).isEqualTo(new Tokenizer(TextForm.WHOLE, Tokens.WORD));
    assertThat(common.count()).isEqualTo(new TextCount(9, 1, 2, 3, 4, 55));
    assertThat(common.minFreq()).isEqualTo(3);
    assertThat(common.characters().first(1)).containsExactly(7);
  }

  @Test
  void aTableArrivesWithItsPlaceAndSettings() {
    TrialTable table =
        TrialTable.at(URI.create("file:///a%20b/out"), StorageSettings.of(Map.of("k", "v")));
    TrialTable arrived = sent(table);
    assertThat(arrived.uri()).isEqualTo(table.uri());
    assertThat(arrived.settings().properties()).isEqualTo(Map.of("k", "v"));
  }

  @SuppressWarnings("unchecked")
  private <T> T sent(T value) {
    assertThat(kryo.isRegistrationRequired()).isTrue();
    Output out = new Output(1 << 10, -1);
    kryo.writeClassAndObject(out, value);
    return (T) kryo.readClassAndObject(new Input(out.toBytes()));
  }
}
