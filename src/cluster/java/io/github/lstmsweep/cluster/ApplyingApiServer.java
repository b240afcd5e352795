package io.github.lstmsweep.cluster;

import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;

/**
 * A Kubernetes API server that keeps the objects it receives. The server of fabric8 7.6 cannot
 * create an object by server-side apply. Spark creates a driver's service and properties that way.
 */
final class ApplyingApiServer extends KubernetesCrudDispatcher {
  private static final String APPLY = "application/apply-patch+yaml";
  private static final int NOT_FOUND = 404;

  @Override
  public MockResponse handlePatch(RecordedRequest request) {
    String path = request.getPath().replaceFirst("\\?.*", "");
    boolean create =
        String.valueOf(request.getHeader("Content-Type")).startsWith(APPLY)
            && handleGet(path).getStatus().contains(" " + NOT_FOUND + " ");
    if (!create) {
      return super.handlePatch(request);
    }
    String folder = path.substring(0, path.lastIndexOf('/'));
    return handleCreate(
        new RecordedRequest(
            request.getHttpVersion(),
            HttpMethod.POST,
            folder,
            request.getHeaders(),
            request.getBody()));
  }
}
