package io.github.lstmsweep.result.paused;

import io.github.lstmsweep.nn.NetworkState;
import io.github.lstmsweep.result.layout.Sha256;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.train.EpochPoint.Dynamics;
import io.github.lstmsweep.train.TrainingState;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TrialId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes the bytes of a training's state, all little-endian:
 *
 * <pre>
 * 7 bytes     LSTMSTA
 * 1 byte      version: 1, or 2 with the parameters of the best epoch
 * 32 bytes    the trial's id in hexadecimal digits, ASCII
 * 2 int64     nanoseconds of training and of validation
 * 2 float64   the powers of Adam's decays
 * int32       n, the number of epochs
 * n times     a byte for the task, 0 for a text and 1 for a series; then 7 float64: the scores of
 *             training and validation, the seconds, the mean and the largest norm of the
 *             gradient, the largest h and c
 * 3 times     int32 m, then m float32: the parameters, and the optimizer's first and second moment
 * once        in version 2: int32 m, then m float32: the parameters after the best epoch
 * 32 bytes    SHA-256 of all bytes before
 * </pre>
 */
final class StateFile {
  private static final byte[] MAGIC = "LSTMSTA".getBytes(StandardCharsets.US_ASCII);
  private static final byte OF_LAST_EPOCH = 1;
  private static final byte WITH_BEST_EPOCH = 2;
  private static final int ID_DIGITS = 32;
  private static final int POINT_BYTES = 1 + 7 * Double.BYTES;
  private static final int SHA256_BYTES = 32;

  private StateFile() {}

  /** Returns the bytes of the file for the state of a trial. */
  static byte[] write(TrialId id, TrainingState state) {
    NetworkState network = state.network();
    long floats =
        (long) network.parameters().length + network.first().length + network.second().length;
    long bestBytes =
        state.best().map(best -> Integer.BYTES + (long) Float.BYTES * best.length).orElse(0L);
    long size =
        MAGIC.length
            + 1L
            + ID_DIGITS
            + 2L * Long.BYTES
            + 2L * Double.BYTES
            + 4L * Integer.BYTES
            + (long) POINT_BYTES * state.epochs()
            + Float.BYTES * floats
            + bestBytes
            + SHA256_BYTES;
    ByteBuffer file =
        ByteBuffer.allocate(Math.toIntExact(size))
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(MAGIC)
            .put(state.best().isPresent() ? WITH_BEST_EPOCH : OF_LAST_EPOCH)
            .put(id.hex().getBytes(StandardCharsets.US_ASCII))
            .putLong(state.trainNanos())
            .putLong(state.validationNanos())
            .putDouble(network.beta1Power())
            .putDouble(network.beta2Power())
            .putInt(state.epochs());
    state.curve().forEach(point -> put(file, point));
    put(file, network.parameters());
    put(file, network.first());
    put(file, network.second());
    state.best().ifPresent(best -> put(file, best));
    String sha256 = Sha256.of(file.array(), 0, file.position());
    return file.put(HexFormat.of().parseHex(sha256)).array();
  }

  private static void put(ByteBuffer file, EpochPoint point) {
    Dynamics dynamics = point.dynamics();
    file.put((byte) (point.task() == Task.TIME_SERIES ? 1 : 0))
        .putDouble(point.trainScore())
        .putDouble(point.validationScore())
        .putDouble(point.seconds())
        .putDouble(dynamics.meanGradientNorm())
        .putDouble(dynamics.maxGradientNorm())
        .putDouble(dynamics.largestH())
        .putDouble(dynamics.largestC());
  }

  private static void put(ByteBuffer file, float[] numbers) {
    file.putInt(numbers.length);
    file.asFloatBuffer().put(numbers);
    file.position(file.position() + Float.BYTES * numbers.length);
  }

  /**
   * Reads the state of a trial.
   *
   * @throws CorruptFileException if the bytes are no state of this trial, or were changed
   */
  static TrainingState read(TrialId id, byte[] bytes) throws CorruptFileException {
    int end = bytes.length - SHA256_BYTES;
    if (end < MAGIC.length + 1 || !Arrays.equals(MAGIC, 0, 7, bytes, 0, 7)) {
      throw new CorruptFileException("it is no state of a training: it must begin with LSTMSTA");
    }
    byte version = bytes[7];
    if (version != OF_LAST_EPOCH && version != WITH_BEST_EPOCH) {
      throw new CorruptFileException(
          "its version is " + version + ", must be " + OF_LAST_EPOCH + " or " + WITH_BEST_EPOCH);
    }
    if (!Sha256.of(bytes, 0, end).equals(HexFormat.of().formatHex(bytes, end, bytes.length))) {
      throw new CorruptFileException("its SHA-256 does not match its content");
    }
    ByteBuffer file = ByteBuffer.wrap(bytes, 8, end - 8).order(ByteOrder.LITTLE_ENDIAN);
    try {
      byte[] digits = new byte[ID_DIGITS];
      file.get(digits);
      String of = new String(digits, StandardCharsets.US_ASCII);
      if (!of.equals(id.hex())) {
        throw new CorruptFileException("it is of trial " + of);
      }
      return state(file, version == WITH_BEST_EPOCH);
    } catch (BufferUnderflowException | IllegalArgumentException | NegativeArraySizeException e) {
      throw new CorruptFileException("it is too short", e);
    }
  }

  private static TrainingState state(ByteBuffer file, boolean hasBest) {
    long trainNanos = file.getLong();
    long validationNanos = file.getLong();
    double beta1Power = file.getDouble();
    double beta2Power = file.getDouble();
    int epochs = file.getInt();
    List<EpochPoint> curve = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      curve.add(point(file, epoch));
    }
    NetworkState network =
        new NetworkState(floats(file), floats(file), floats(file), beta1Power, beta2Power);
    Optional<float[]> best = hasBest ? Optional.of(floats(file)) : Optional.empty();
    if (best.isPresent() && best.get().length != network.parameters().length) {
      throw new IllegalArgumentException("the best epoch has a different number of parameters");
    }
    return new TrainingState(network, curve, trainNanos, validationNanos, best);
  }

  private static EpochPoint point(ByteBuffer file, int epoch) {
    Task task = file.get() == 0 ? Task.LANGUAGE_MODEL : Task.TIME_SERIES;
    return new EpochPoint(
        task,
        epoch,
        file.getDouble(),
        file.getDouble(),
        file.getDouble(),
        new Dynamics(file.getDouble(), file.getDouble(), file.getDouble(), file.getDouble()));
  }

  private static float[] floats(ByteBuffer file) {
    int count = file.getInt();
    if (count > file.remaining() / Float.BYTES) {
      throw new BufferUnderflowException();
    }
    float[] numbers = new float[count];
    file.asFloatBuffer().get(numbers);
    file.position(file.position() + Float.BYTES * count);
    return numbers;
  }
}
