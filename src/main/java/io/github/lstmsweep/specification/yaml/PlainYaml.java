package io.github.lstmsweep.specification.yaml;

import java.io.StringReader;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML as maps, lists and strings only. There are no classes and no tags, and there are
 * limits on size, nesting and aliases. Every scalar stays a string, so a name may be {@code 42},
 * and {@code no} is not false. A caller that expects a number reads the string with {@link
 * ValueText}.
 */
public final class PlainYaml {
  /** The size of the longest text that is read, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private static final int MAX_DEPTH = 20;
  private static final int MAX_ALIASES = 20;

  private PlainYaml() {}

  /**
   * Returns the value of one document: maps, lists and strings, or null if it is empty.
   *
   * @throws NotPlain with the place and the reason, on one line
   */
  public static Object parse(String text) throws NotPlain {
    try {
      for (Event event : yaml().parse(new StringReader(text))) {
        refuseTag(event);
      }
      new EndlessKeys().refuse(yaml().compose(new StringReader(text)));
      return yaml().load(text);
    } catch (MarkedYAMLException e) {
      throw new NotPlain(reason(e));
    } catch (YAMLException e) {
      throw new NotPlain(e.getMessage());
    } catch (NumberFormatException e) {
      // SnakeYAML 2.5 reads the digits of an escape beyond the end of the text.
      throw new NotPlain(
          "line " + text.lines().count() + ": must not end inside an escape such as \\u00e9");
    }
  }

  /**
   * Returns the lines of the outer keys and of the keys one level below them. {@link #parse} must
   * accept the text.
   */
  static Lines lines(String text) {
    Lines lines = new Lines();
    note(yaml().compose(new StringReader(text)), "", lines);
    return lines;
  }

  private static void note(Node node, String prefix, Lines lines) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
          lines.put(prefix + key.getValue(), key.getStartMark().getLine() + 1);
          if (prefix.isEmpty()) {
            note(entry.getValueNode(), key.getValue() + ".", lines);
          }
        }
      }
    }
  }

  /** Returns the reason in the library's words, with its context only if the words need it. */
  private static String reason(MarkedYAMLException e) {
    String problem = e.getProblem();
    if (problem.equals("could not find expected ':'")) {
      // The parser notices this only on the next line.
      return place(e.getContextMark()) + "must have a ':' after the key";
    }
    return place(e.getProblemMark())
        + (problem.startsWith("but ") ? e.getContext() + ", " + problem : problem);
  }

  private static void refuseTag(Event event) throws NotPlain {
    String tag =
        event instanceof ScalarEvent scalar
            ? scalar.getTag()
            : event instanceof CollectionStartEvent start ? start.getTag() : null;
    if (tag != null) {
      throw new NotPlain(
          place(event.getStartMark()) + "must be plain data without tags, but has " + tag);
    }
  }

  private static Yaml yaml() {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(MAX_BYTES);
    limits.setNestingDepthLimit(MAX_DEPTH);
    limits.setMaxAliasesForCollections(MAX_ALIASES);
    limits.setAllowDuplicateKeys(false);
    limits.setAllowRecursiveKeys(false);
    DumperOptions unused = new DumperOptions();
    return new Yaml(
        new SafeConstructor(limits), new Representer(unused), unused, limits, new StringsOnly());
  }

  static String place(Mark mark) {
    return mark == null
        ? ""
        : "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ";
  }

  private static final class StringsOnly extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      // No implicit types, so that every scalar is a string.
    }
  }

  /** Thrown if the text is not YAML, or is more than plain data. */
  public static final class NotPlain extends Exception {
    private static final long serialVersionUID = 1L;

    NotPlain(String reason) {
      super(Shown.line(reason));
    }
  }
}
