package io.github.lstmsweep.spark.sql;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the parts of a node of Spark's plans. Nodes are Scala case classes and hold Scala
 * collections. Their binary form differs between Spark 3.5 and Spark 4, so their methods are called
 * by name.
 */
final class PlanParts {
  private static final Class<?> PRODUCT = scala("scala.Product");
  private static final Class<?> ITERABLE = scala("scala.collection.Iterable");
  private static final Method SIZE = method(PRODUCT, "productArity");
  private static final Method ELEMENT = method(PRODUCT, "productElement", int.class);
  private static final Method ITERATOR = method(ITERABLE, "iterator");
  private static final Method HAS_NEXT = method(scala("scala.collection.Iterator"), "hasNext");
  private static final Method NEXT = method(scala("scala.collection.Iterator"), "next");

  private PlanParts() {}

  /** Returns the components of a case class or the elements of a collection; else an empty list. */
  static List<Object> of(Object whole) {
    List<Object> parts = new ArrayList<>();
    if (ITERABLE.isInstance(whole)) {
      Object iterator = ask(ITERATOR, whole);
      while ((boolean) ask(HAS_NEXT, iterator)) {
        parts.add(ask(NEXT, iterator));
      }
    } else if (PRODUCT.isInstance(whole)) {
      int size = (int) ask(SIZE, whole);
      for (int i = 0; i < size; i++) {
        parts.add(ask(ELEMENT, whole, i));
      }
    } else if (whole instanceof Iterable<?> elements) {
      elements.forEach(parts::add);
    } else if (whole instanceof Object[] elements) {
      for (int i = 0; i < elements.length; i++) {
        parts.add(Array.get(elements, i));
      }
    }
    return parts;
  }

  /**
   * Returns the short name of a node's class, such as {@code Project}. The name of a Scala object
   * loses its {@code $}.
   */
  static String name(Object node) {
    String name = node.getClass().getName();
    return name.substring(name.lastIndexOf('.') + 1).replaceFirst("\\$$", "");
  }

  /**
   * Returns the position of a node in its query, given its origin: {@code (line 1, pos 7)}, or an
   * empty text.
   */
  static String position(Object origin) {
    List<Object> places = of(origin);
    List<Object> line = of(places.get(0));
    List<Object> column = of(places.get(1));
    return line.isEmpty() || column.isEmpty()
        ? ""
        : " (line " + line.get(0) + ", pos " + column.get(0) + ")";
  }

  private static Class<?> scala(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Method method(Class<?> type, String name, Class<?>... arguments) {
    try {
      return type.getMethod(name, arguments);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object ask(Method method, Object object, Object... arguments) {
    try {
      return method.invoke(object, arguments);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }
}
