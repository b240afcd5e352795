package io.github.lstmsweep.sweep.export;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The export formats that exist. A format that is added here can be chosen everywhere. */
public final class Exports {
  /** All formats. */
  public static final List<Export> ALL =
      List.of(new Dl4jExport(), new OnnxExport(), new SafetensorsExport());

  private Exports() {}

  /** The format named {@code name}, if there is one. */
  public static Optional<Export> named(String name) {
    return ALL.stream().filter(export -> export.name().equals(name)).findFirst();
  }

  /** The format that takes every model. */
  public static Export ofEveryModel() {
    return ALL.get(ALL.size() - 1);
  }

  /** All names with {@code separator} between them. */
  public static String names(String separator) {
    return ALL.stream().map(Export::name).collect(Collectors.joining(separator));
  }

  /** All names with their descriptions, such as {@code raw (safetensors)}, for people. */
  public static String descriptions() {
    return ALL.stream()
        .map(export -> export.name() + " (" + export.description() + ")")
        .collect(Collectors.joining(" or "));
  }
}
