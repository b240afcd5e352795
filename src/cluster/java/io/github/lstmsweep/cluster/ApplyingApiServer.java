package io.github.lstmsweep.cluster;

import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;

/**
 * An API server that keeps what it is given. That of fabric8 7.6 knows no server-side apply of what
 * is not there yet, with which Spark creates a driver's service and properties.
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
