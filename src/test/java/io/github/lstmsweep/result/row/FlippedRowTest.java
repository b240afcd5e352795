package io.github.lstmsweep.result.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.ParametersSha256;
import io.github.lstmsweep.result.parquet.RowSeal;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flips every byte of a row and of a model, and cuts both at every length. */
class FlippedRowTest {
  private static final StorageSettings SETTINGS = StorageSettings.ofThisProcess();
  private static final long SEED = 20260101;

  @TempDir Path folder;
  private final TrialResult result = Results.ok(3);
  private final TrialId id = result.trial().id();

  @Test
  void everyFlipOfARowIsDetectedOrChangesNothingThatAnyReaderSees() throws IOException {
    byte[] row = SingleRowFile.write(result);
    List<String> content = plain(row);
    List<Integer> undetected = new ArrayList<>();
    for (Flip flip : flips(row)) {
      if (!isDetected(flip.bytes)) {
        undetected.add(flip.at);
        assertThat(plain(flip.bytes)).as(flip.name()).isEqualTo(content);
      }
    }
    // Only flips of the seal itself are undetected. Without the seal, the rest of the row is
    // unchanged.
    assertThat(undetected.size()).isBetween(1, 3 * (RowSeal.KEY.length() + 2));
  }

  @Test
  void everyCutOfARowIsDetected() throws IOException {
    byte[] row = SingleRowFile.write(result);
    for (int length = 0; length < row.length; length++) {
      assertThat(isDetected(Arrays.copyOf(row, length))).as("cut at %d", length).isTrue();
    }
    assertThat(isDetected(row)).isFalse();
  }

  @Test
  void aWholeRowUnderAnotherTrialsNameIsDetected() throws IOException {
    byte[] row = SingleRowFile.write(Results.ok(4));
    assertThat(isDetected(row)).isTrue();
  }

  @Test
  void aRowFromBeforeThereWereSealsIsReadAndItsPagesAreChecked() throws IOException {
    byte[] row = SingleRowFile.write(result);
    int key = new String(row, StandardCharsets.ISO_8859_1).lastIndexOf(RowSeal.KEY);
    row[key] = 'x';
    assertThat(isDetected(row)).isFalse();
    List<String> content = plain(row);
    for (int at = 0; at < row.length / 2; at += 7) {
      byte[] flipped = row.clone();
      flipped[at] ^= 1;
      if (!isDetected(flipped)) {
        assertThat(plain(flipped)).as("byte %d", at).isEqualTo(content);
      }
    }
  }

  @Test
  void whatComesAfterARowsEndIsDetected() throws IOException {
    byte[] row = SingleRowFile.write(result);
    assertThat(isDetected(Arrays.copyOf(row, row.length + 1))).isTrue();
  }

  @Test
  void everyFlipAndCutOfAModelIsDetected() throws IOException {
    TrialTable table = TrialTable.openOrNew(folder.toUri(), SETTINGS);
    table.create("name: a-sweep\n");
    table.publish(result);
    TrialRow row = table.rows().rows().get(0);
    String name =
        Layout.model(id, new ParametersSha256(result.model().orElseThrow().parametersSha256()));
    Path file = folder.resolve(name);
    byte[] model = Files.readAllBytes(file);
    List<byte[]> broken = new ArrayList<>();
    flips(model).forEach(flip -> broken.add(flip.bytes));
    for (int length = 0; length < model.length; length++) {
      broken.add(Arrays.copyOf(model, length));
    }
    broken.add(Arrays.copyOf(model, model.length + 1));
    for (byte[] bytes : broken) {
      Files.write(file, bytes);
      assertThatThrownBy(() -> table.parameters(row))
          .as(Arrays.toString(bytes))
          .isInstanceOf(CorruptFileException.class);
    }
    Files.write(file, model);
    assertThat(table.parameters(row)).containsExactly(1f, -2f, 3f);
  }

  /** Returns three flips of every byte: all bits, the lowest bit, and a random bit. */
  private static List<Flip> flips(byte[] bytes) {
    Random random = new Random(SEED);
    List<Flip> flips = new ArrayList<>();
    for (int at = 0; at < bytes.length; at++) {
      for (int bits : new int[] {0xff, 1, 1 << random.nextInt(8)}) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) bits;
        flips.add(new Flip(at, bits, flipped));
      }
    }
    return flips;
  }

  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Flip(int at, int bits, byte[] bytes) {
    String name() {
      return "byte %d, bits %x (seed %d)".formatted(at, bits, SEED);
    }
  }

  private boolean isDetected(byte[] bytes) {
    boolean detected = isRefused(SingleRowFile::read, bytes);
    // The check of `run` does not decode the row.
    assertThat(isRefused(SingleRowFile::check, bytes)).isEqualTo(detected);
    return detected;
  }

  private interface Reader {
    void read(TrialId id, byte[] bytes) throws CorruptFileException;
  }

  private boolean isRefused(Reader reader, byte[] bytes) {
    try {
      reader.read(id, bytes);
      return false;
    } catch (CorruptFileException e) {
      return true;
    }
  }

  private List<String> plain(byte[] bytes) throws IOException {
    return PlainParquet.file(Files.write(folder.resolve("row.parquet"), bytes));
  }
}
