package io.github.lstmsweep.packaged;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** Looks up the classes of some jars with their methods and fields, without loading them. */
final class Members implements AutoCloseable {
  private final List<JarFile> jars = new ArrayList<>();
  private final Map<String, Optional<ClassNode>> classes = new HashMap<>();

  Members(List<Path> files) throws IOException {
    for (Path file : files) {
      jars.add(new JarFile(file.toFile()));
    }
  }

  /**
   * Returns whether the jars have a class and its member, which may be inherited.
   *
   * @param owner the class, as class files spell it
   * @param member {@code name descriptor} of a method or field, or empty
   */
  boolean has(String owner, String member) {
    return find(owner).isPresent()
        && (member.isEmpty() || hasMember(owner, member, new HashSet<>()));
  }

  private boolean hasMember(String owner, String member, Set<String> seen) {
    if (!seen.add(owner)) {
      return false;
    }
    Optional<ClassNode> found = find(owner);
    if (found.isEmpty()) {
      // The parent is in the JDK, or in a library that the list of jars leaves out.
      return inJdk(owner, member);
    }
    ClassNode type = found.get();
    if (type.methods.stream().anyMatch(m -> (m.name + " " + m.desc).equals(member))
        || type.fields.stream().anyMatch(f -> (f.name + " " + f.desc).equals(member))) {
      return true;
    }
    if ((type.access & Opcodes.ACC_INTERFACE) != 0 && inJdk("java/lang/Object", member)) {
      return true;
    }
    return (type.superName != null && hasMember(type.superName, member, seen))
        || type.interfaces.stream().anyMatch(parent -> hasMember(parent, member, seen));
  }

  private boolean inJdk(String owner, String member) {
    try (InputStream in =
        ClassLoader.getPlatformClassLoader().getResourceAsStream(owner + ".class")) {
      if (in == null) {
        return false;
      }
      ClassNode type = read(in);
      return type.methods.stream().anyMatch(m -> (m.name + " " + m.desc).equals(member))
          || (type.superName != null && inJdk(type.superName, member))
          || type.interfaces.stream().anyMatch(parent -> inJdk(parent, member));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<ClassNode> find(String name) {
    return classes.computeIfAbsent(name, this::look);
  }

  private Optional<ClassNode> look(String name) {
    try {
      for (JarFile jar : jars) {
        ZipEntry entry = jar.getEntry(name + ".class");
        if (entry != null) {
          return Optional.of(read(jar.getInputStream(entry)));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ClassNode read(InputStream in) throws IOException {
    ClassNode node = new ClassNode();
    new ClassReader(in).accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    return node;
  }

  @Override
  public void close() throws IOException {
    for (JarFile jar : jars) {
      jar.close();
    }
  }
}
