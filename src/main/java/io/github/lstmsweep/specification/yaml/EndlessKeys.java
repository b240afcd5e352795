package io.github.lstmsweep.specification.yaml;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Refuses a mapping with a key that contains a list which contains itself. SnakeYAML 2.5 refuses
 * only the shortest form of it, and the hash code of any other one never ends.
 */
final class EndlessKeys {
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  void refuse(Node node) throws PlainYaml.NotPlain {
    // An empty text has no node.
    if (node == null || !seen.add(node)) {
      return;
    }
    if (node instanceof SequenceNode list) {
      for (Node item : list.getValue()) {
        refuse(item);
      }
    } else if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (isEndless(entry.getKeyNode(), Collections.newSetFromMap(new IdentityHashMap<>()))) {
          throw new PlainYaml.NotPlain(
              PlainYaml.place(entry.getKeyNode().getStartMark())
                  + "must not have a key that contains itself");
        }
        refuse(entry.getKeyNode());
        refuse(entry.getValueNode());
      }
    }
  }

  /** Returns whether a node contains one of those that it is inside of. */
  private static boolean isEndless(Node node, Set<Node> around) {
    if (!around.add(node)) {
      return true;
    }
    boolean endless = false;
    if (node instanceof SequenceNode list) {
      endless = list.getValue().stream().anyMatch(item -> isEndless(item, around));
    } else if (node instanceof MappingNode mapping) {
      endless =
          mapping.getValue().stream()
              .anyMatch(
                  entry ->
                      isEndless(entry.getKeyNode(), around)
                          || isEndless(entry.getValueNode(), around));
    }
    around.remove(node);
    return endless;
  }
}
