package io.github.lstmsweep.cluster;

import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import java.net.Socket;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;

/**
 * An API server that keeps what it is given. That of fabric8 6.7 knows no server-side apply of what
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
            "POST " + folder + " HTTP/1.1",
            request.getHeaders(),
            request.getChunkSizes(),
            request.getBodySize(),
            request.getBody(),
            request.getSequenceNumber(),
            new Socket()));
  }
}
