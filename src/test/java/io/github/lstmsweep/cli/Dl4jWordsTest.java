package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.sweep.Engines;
import io.github.lstmsweep.sweep.export.Exports;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that {@code submit/dl4j.sh} knows every engine and format that needs DL4J. Those that need
 * it refuse to start where it is missing.
 */
@DisabledOnOs(OS.WINDOWS)
class Dl4jWordsTest {
  private static final String LIBRARIES = ".*/(org/deeplearning4j|org/nd4j|org/bytedeco)/.*";

  @TempDir Path folder;
  private LocalProject project;

  @BeforeEach
  void copyTheProject() throws IOException {
    project = new LocalProject(folder).built();
  }

  @Test
  void everyEngineThatNeedsDl4jGetsIt() throws Exception {
    Map<String, Boolean> engines = needy(Engines.class.getName(), Optional.empty());
    assertThat(engines).hasSameSizeAs(Engines.ALL).containsEntry("cpu", false).containsValue(true);
    for (var engine : engines.entrySet()) {
      gets(engine.getValue(), "run", "a.yaml", "--engine", engine.getKey());
      gets(engine.getValue(), "run", "a.yaml", "--engine=" + engine.getKey());
    }
  }

  @Test
  void everyFormatThatNeedsDl4jGetsIt() throws Exception {
    Map<String, Boolean> formats = needy(Exports.class.getName());
    assertThat(formats).hasSameSizeAs(Exports.ALL).containsEntry("raw", false).containsValue(true);
    for (var format : formats.entrySet()) {
      gets(format.getValue(), "export", "out", "--format", format.getKey());
      gets(format.getValue(), "export", "out", "--format=" + format.getKey());
    }
  }

  private void gets(boolean dl4j, String... arguments) throws Exception {
    Shell shell = project.start(arguments);
    assertThat(shell.exitCode()).isZero();
    assertThat(shell.out().get(shell.out().indexOf("-cp") + 1).contains("/dl4j.jar"))
        .as(List.of(arguments).toString())
        .isEqualTo(dl4j);
  }

  /**
   * Returns the name of each entry of a list {@code ALL}, and whether it refuses to start in a
   * process without DL4J.
   */
  private static Map<String, Boolean> needy(String list, Object... arguments) throws Exception {
    Map<String, Boolean> needy = new TreeMap<>();
    try (URLClassLoader loader = withoutDl4j()) {
      for (Object each : (List<?>) loader.loadClass(list).getField("ALL").get(null)) {
        needy.put((String) method(each, "name").invoke(each), refuses(each, arguments));
      }
    }
    return needy;
  }

  private static boolean refuses(Object each, Object... arguments) throws Exception {
    try {
      method(each, "requireLibraries").invoke(each, arguments);
      return false;
    } catch (InvocationTargetException e) {
      assertThat(e.getCause().getClass().getName()).isEqualTo(UserException.class.getName());
      return true;
    }
  }

  /** Returns a method of the interface, since the class may be invisible here. */
  private static Method method(Object each, String name) {
    return List.of(each.getClass().getInterfaces()[0].getMethods()).stream()
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static URLClassLoader withoutDl4j() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.matches(LIBRARIES)) {
        urls.add(new File(entry).toURI().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }
}
