package io.github.lstmsweep.nn.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.nn.kernel.Kernels;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Refuses every javac warning in the vector kernels, except the one about the incubator module.
 * javac always gives that warning, and nothing silences it. So pom.xml compiles these packages
 * without -Werror.
 */
class VectorWarningsTest {
  private static final Path FOLDER =
      Path.of("src", "main", "java", "io", "github", "lstmsweep", "nn", "kernel", "vector");
  private static final String INCUBATOR = "compiler.warn.incubating.modules";

  @Test
  void javacWarnsOfTheIncubatorModuleAlone(@TempDir Path classes)
      throws IOException, URISyntaxException {
    List<File> sources;
    try (Stream<Path> files = Files.walk(FOLDER)) {
      sources = files.filter(file -> file.toString().endsWith(".java")).map(Path::toFile).toList();
    }
    assertThat(sources).isNotEmpty();
    assertThat(warnings(sources, classes)).isEmpty();
    assertThat(classes.resolve("io/github/lstmsweep/nn/kernel/vector/VectorKernels.class"))
        .exists();
  }

  @Test
  void anyOtherWarningIsSeen(@TempDir Path folder) throws IOException, URISyntaxException {
    Path source = folder.resolve("Raw.java");
    Files.writeString(source, "class Raw { java.util.List raw; }");
    assertThat(warnings(List.of(source.toFile()), folder))
        .singleElement()
        .asString()
        .contains("[rawtypes] found raw type: java.util.List");
  }

  /** Returns all warnings and errors except that of the incubator module. */
  private static List<String> warnings(List<File> sources, Path classes)
      throws IOException, URISyntaxException {
    Path project =
        Path.of(Kernels.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> options =
        List.of(
            "-Xlint:all",
            "--add-modules",
            "jdk.incubator.vector",
            "-proc:none",
            "-cp",
            project.toString(),
            "-d",
            classes.toString());
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        javac.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
      javac
          .getTask(null, files, found, options, null, files.getJavaFileObjectsFromFiles(sources))
          .call();
    }
    return found.getDiagnostics().stream()
        .filter(diagnostic -> !diagnostic.getCode().equals(INCUBATOR))
        .map(Object::toString)
        .toList();
  }
}
