package io.github.lstmsweep.sweep;

import java.util.Optional;

/** A file format in which trained models leave a table. */
public interface Export {
  /** The name on the command line. */
  String name();

  /** A short description for people. */
  String description();

  /**
   * Refuses to go on without the libraries that it needs in this process.
   *
   * @throws io.github.lstmsweep.UserException if a library is missing
   */
  void requireLibraries();

  /** Says what a model must be and is not, for people; empty if the format can hold it. */
  Optional<String> refusal(TrainedTrial trained);

  /** The bytes of the file. */
  byte[] bytes(TrainedTrial trained);
}
