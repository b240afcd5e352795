package io.github.lstmsweep.result.row;

import io.github.lstmsweep.result.TextSeal;
import io.github.lstmsweep.result.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Changes files of a table and seals them again. Anybody can do so, because seals have no key. */
public final class Seals {
  private Seals() {}

  /** Changes {@code sweep.yaml} and seals it again. */
  public static void changeSpecification(Path table, UnaryOperator<String> change)
      throws IOException {
    Path file = table.resolve(Layout.SPECIFICATION);
    Files.write(file, TextSeal.seal(change.apply(TextSeal.open(Files.readAllBytes(file)))));
  }
}
