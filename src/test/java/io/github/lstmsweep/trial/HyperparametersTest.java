package io.github.lstmsweep.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HyperparametersTest {
  @Test
  void theDefaultsAreThoseOfTheBook() {
    assertThat(Hyperparameters.of(Map.of()))
        .isEqualTo(
            new Hyperparameters(
                32,
                32,
                1,
                1_024,
                100,
                1,
                Cell.LSTM,
                1,
                HiddenActivation.TANH,
                0,
                OptimizerKind.SGD,
                0,
                Keep.LAST,
                0,
                4,
                SeriesInput.WINDOW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NUM_STEPS     | 0        | Cannot set num_steps to 0: must be a whole number from 1 to 65536
          NUM_STEPS     | 65537    | Cannot set num_steps to 65537: must be a whole number from 1 to 65536
          NUM_HIDDENS   | 4097     | Cannot set num_hiddens to 4097: must be a whole number from 1 to 4096
          LR            | 0        | Cannot set lr to 0.0: must be a finite number above 0
          LR            | -1       | Cannot set lr to -1.0: must be a finite number above 0
          LR            | NaN      | Cannot set lr to NaN: must be a finite number above 0
          LR            | Infinity | Cannot set lr to Infinity: must be a finite number above 0
          BATCH_SIZE    | 0        | Cannot set batch_size to 0: must be a whole number from 1 to 1048576
          NUM_EPOCHS    | 0        | Cannot set num_epochs to 0: must be a whole number from 1 to 1000000
          GRADIENT_CLIP | 0        | Cannot set gradient_clip to 0.0: must be a number above 0 (.inf for none)
          NUM_LAYERS    | 65       | Cannot set num_layers to 65: must be a whole number from 1 to 64
          DROPOUT       | 1        | Cannot set dropout to 1.0: must be a number from 0 to below 1
          WEIGHT_DECAY  | -1       | Cannot set weight_decay to -1.0: must be a finite number of at least 0
          TAU           | 0        | Cannot set tau to 0: must be a whole number from 1 to 65536
          SEED          | -1       | Cannot set seed to -1: must be a whole number from 0 to 9223372036854775807
          """)
  void aValueBeyondItsBoundIsRefused(Hyperparameter h, double value, String message) {
    assertThatThrownBy(() -> Hyperparameters.of(Map.of(h, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatThrownBy(() -> Hyperparameters.of(Map.of(Hyperparameter.CELL, "lstn")))
        .hasMessage("Cannot set cell to lstn: must be lstm, gru, mgu or rnn");
    assertThatThrownBy(() -> Hyperparameters.of(Map.of(Hyperparameter.HIDDEN_ACTIVATION, "relu")))
        .hasMessage("Cannot set hidden_activation to relu: must be tanh or identity");
    assertThatThrownBy(() -> Hyperparameters.of(Map.of(Hyperparameter.OPTIMIZER, "adamw")))
        .hasMessage("Cannot set optimizer to adamw: must be sgd, momentum or adam");
  }

  @Test
  void everyValueIsFoundUnderItsName() {
    Hyperparameters p =
        new Hyperparameters(
            1,
            2,
            3.5,
            4,
            5,
            Double.POSITIVE_INFINITY,
            Cell.RNN,
            6,
            HiddenActivation.IDENTITY,
            0.25,
            OptimizerKind.MOMENTUM,
            0.125,
            Keep.BEST,
            7,
            8,
            SeriesInput.SEQUENCE);
    assertThat(p.value(Hyperparameter.CELL)).isEqualTo("rnn");
    assertThat(p.value(Hyperparameter.NUM_LAYERS)).isEqualTo(6L);
    assertThat(p.value(Hyperparameter.HIDDEN_ACTIVATION)).isEqualTo("identity");
    assertThat(p.value(Hyperparameter.DROPOUT)).isEqualTo(0.25);
    assertThat(p.value(Hyperparameter.OPTIMIZER)).isEqualTo("momentum");
    assertThat(p.value(Hyperparameter.WEIGHT_DECAY)).isEqualTo(0.125);
    assertThat(p.value(Hyperparameter.NUM_STEPS)).isEqualTo(1L);
    assertThat(p.value(Hyperparameter.NUM_HIDDENS)).isEqualTo(2L);
    assertThat(p.value(Hyperparameter.LR)).isEqualTo(3.5);
    assertThat(p.value(Hyperparameter.BATCH_SIZE)).isEqualTo(4L);
    assertThat(p.value(Hyperparameter.NUM_EPOCHS)).isEqualTo(5L);
    assertThat(p.value(Hyperparameter.GRADIENT_CLIP)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(p.value(Hyperparameter.KEEP)).isEqualTo("best");
    assertThat(p.value(Hyperparameter.SEED)).isEqualTo(7L);
    assertThat(p.value(Hyperparameter.TAU)).isEqualTo(8L);
    assertThat(p.value(Hyperparameter.INPUT)).isEqualTo("sequence");
    for (Hyperparameter h : Hyperparameter.values()) {
      assertThat(Hyperparameter.of(h.key())).contains(h);
      assertThat(h.accepts(h.defaultValue())).isTrue();
    }
    assertThat(Hyperparameter.of("num_heads")).isEmpty();
  }

  @Test
  void aRealNumberIsNoWholeOne() {
    assertThat(Hyperparameter.NUM_STEPS.accepts(32.0)).isFalse();
    assertThat(Hyperparameter.NUM_STEPS.accepts(32)).isTrue();
    assertThat(Hyperparameter.LR.accepts(1)).isTrue();
  }
}
