package io.github.lstmsweep.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Tests that the jar runs on the oldest supported Spark. The jar is compiled against the embedded
 * Spark, and older ones have different Scala, Parquet and Hadoop libraries. Each class, method and
 * field that the jar names must be there with an equal descriptor. Otherwise the first trial on
 * such a cluster would end with a NoSuchMethodError.
 */
class OldestSparkIT {
  private static final Path JAR = Path.of(System.getProperty("lstmsweep.jar"));
  private static final Path OLDEST = Path.of(System.getProperty("lstmsweep.oldest.spark"));

  /** Libraries that a cluster brings. The rest is the JDK's, the jar's own or DL4J's. */
  private static final List<String> BROUGHT =
      List.of(
          "org/apache/spark/",
          "org/apache/parquet/",
          "org/apache/hadoop/",
          "org/apache/commons/math3/",
          "com/esotericsoftware/",
          "com/fasterxml/jackson/",
          "com/univocity/",
          "scala/");

  @Test
  void theOldestSparkHasAllThatTheJarNames() throws IOException {
    Map<String, Set<String>> named = new TreeMap<>();
    try (JarFile jar = new JarFile(JAR.toFile())) {
      for (ZipEntry entry : jar.stream().filter(OldestSparkIT::isOurs).toList()) {
        new ClassReader(jar.getInputStream(entry)).accept(new Names(named), 0);
      }
    }
    List<String> missing = new ArrayList<>();
    try (Members oldest = new Members(jars())) {
      named.forEach(
          (owner, members) ->
              members.stream()
                  .filter(member -> !oldest.has(owner, member))
                  .forEach(member -> missing.add(owner + " " + member)));
    }

    assertThat(named).hasSizeGreaterThan(50);
    assertThat(missing).isEmpty();
  }

  private static boolean isOurs(ZipEntry entry) {
    return entry.getName().endsWith(".class")
        && entry.getName().startsWith("io/github/lstmsweep/")
        && !entry.getName().contains("/shaded/")
        // The classes for DL4J do not use Spark.
        && !entry.getName().contains("/nd4j/");
  }

  private static List<Path> jars() throws IOException {
    try (Stream<Path> files = Files.list(OLDEST)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }

  /** Collects the members that a class calls and reads: {@code name descriptor} by owner. */
  private static final class Names extends ClassVisitor {
    private final Map<String, Set<String>> named;

    Names(Map<String, Set<String>> named) {
      super(Opcodes.ASM9);
      this.named = named;
    }

    @Override
    public void visit(
        int version, int access, String name, String generic, String parent, String[] interfaces) {
      add(parent, "", "");
      for (String type : interfaces) {
        add(type, "", "");
      }
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String generic, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String method, String type, boolean isInterface) {
          add(owner, method, type);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String field, String type) {
          add(owner, field, type);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
          add(type, "", "");
        }

        @Override
        public void visitInvokeDynamicInsn(
            String method, String type, Handle factory, Object... arguments) {
          for (Object argument : arguments) {
            if (argument instanceof Handle handle) {
              add(handle.getOwner(), handle.getName(), handle.getDesc());
            }
          }
        }
      };
    }

    private void add(String owner, String member, String descriptor) {
      if (BROUGHT.stream().anyMatch(owner::startsWith)) {
        named
            .computeIfAbsent(owner, any -> new TreeSet<>())
            .add(member.isEmpty() ? "" : member + " " + descriptor);
      }
    }
  }
}
