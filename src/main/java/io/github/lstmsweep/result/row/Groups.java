package io.github.lstmsweep.result.row;

import java.util.HashSet;
import java.util.Set;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.Type;

/** Compares rows in every column, including curves and forecasts. */
public final class Groups {
  private Groups() {}

  /**
   * Returns whether two rows have equal values. A column that only one row has must be empty there.
   */
  public static boolean areSame(Group one, Group other) {
    Set<String> names = new HashSet<>();
    one.getType().getFields().forEach(field -> names.add(field.getName()));
    other.getType().getFields().forEach(field -> names.add(field.getName()));
    return names.stream().allMatch(name -> areSame(name, one, other));
  }

  private static boolean areSame(String name, Group one, Group other) {
    int count = count(name, one);
    if (count != count(name, other)) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      Type type = one.getType().getType(name);
      Type otherType = other.getType().getType(name);
      if (type.isPrimitive() != otherType.isPrimitive()
          || !(type.isPrimitive()
              ? areSameValues(name, i, one, other)
              : areSame(one.getGroup(name, i), other.getGroup(name, i)))) {
        return false;
      }
    }
    return true;
  }

  private static int count(String name, Group group) {
    return group.getType().containsField(name) ? group.getFieldRepetitionCount(name) : 0;
  }

  private static boolean areSameValues(String name, int i, Group one, Group other) {
    return value(name, i, one).equals(value(name, i, other));
  }

  private static Object value(String name, int i, Group group) {
    return switch (group.getType().getType(name).asPrimitiveType().getPrimitiveTypeName()) {
      case INT64 -> (Object) group.getLong(name, i);
      // Compare the bits: two NaNs are equal, and 0 and -0 differ.
      case DOUBLE -> Double.doubleToRawLongBits(group.getDouble(name, i));
      default -> group.getBinary(name, i);
    };
  }
}
