package io.github.lstmsweep.sweep.export;

import io.github.lstmsweep.sweep.model.TrainedNetwork;
import java.util.Optional;

/** A file format in which trained models leave a table. */
public interface Export {
  /** The name on the command line. */
  String name();

  /** A short description for people. */
  String description();

  /**
   * Checks that the libraries of this format are present in this process.
   *
   * @throws io.github.lstmsweep.UserException if a library is missing
   */
  void requireLibraries();

  /** The reason, for people, why this format cannot hold the model; empty if it can. */
  Optional<String> refusal(TrainedNetwork trained);

  /** Returns the bytes of the file. */
  byte[] bytes(TrainedNetwork trained);
}
