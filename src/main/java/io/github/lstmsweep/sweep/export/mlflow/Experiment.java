package io.github.lstmsweep.sweep.export.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.sweep.export.mlflow.ServerException.Kind;
import java.util.Map;
import java.util.Optional;

/**
 * An experiment of a server: the folder of runs.
 *
 * @param name its name
 * @param id the server's name for it; empty if the server has no such experiment yet
 */
record Experiment(String name, Optional<String> id) {
  /**
   * Looks for an experiment.
   *
   * @throws UserException if nothing can be added to it
   */
  static Experiment find(TrackingServer server, String name) throws ServerException {
    if (name.isBlank()) {
      throw UserException.badInput(
          "Cannot export to an experiment named '" + name + "': must not be blank");
    }
    try {
      JsonNode found =
          server.ask("experiments/get-by-name", Map.of("experiment_name", name)).path("experiment");
      if (found.path("lifecycle_stage").asText().equals("deleted")) {
        throw UserException.badInput(
            "Cannot export to the experiment "
                + name
                + ": must not be deleted; restore it in MLflow, or name another experiment");
      }
      return new Experiment(name, Optional.of(id(found)));
    } catch (ServerException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return new Experiment(name, Optional.empty());
      }
      throw e;
    }
  }

  /** Returns the experiment, which the server makes if it has none. */
  Experiment made(TrackingServer server) throws ServerException {
    if (id.isPresent()) {
      return this;
    }
    try {
      JsonNode made =
          server.tell(
              "experiments/create", JsonNodeFactory.instance.objectNode().put("name", name));
      return new Experiment(name, Optional.of(id(made)));
    } catch (ServerException e) {
      if (e.kind() == Kind.EXISTS) {
        // A second export made it since it was looked for.
        return find(server, name);
      }
      throw e;
    }
  }

  private static String id(JsonNode experiment) throws ServerException {
    String id = experiment.path("experiment_id").asText();
    if (id.isEmpty()) {
      throw new ServerException(
          Kind.OTHER_SERVER,
          "must be an MLflow tracking server, but its experiment has no experiment_id");
    }
    return id;
  }
}
