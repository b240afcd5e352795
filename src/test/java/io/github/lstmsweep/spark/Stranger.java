package io.github.lstmsweep.spark;

import java.net.InetSocketAddress;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.internal.config.package$;
import org.apache.spark.network.TransportContext;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.client.TransportClientFactory;
import org.apache.spark.network.server.NoOpRpcHandler;
import org.apache.spark.network.shuffle.protocol.OpenBlocks;
import org.apache.spark.network.util.MapConfigProvider;
import org.apache.spark.network.util.TransportConf;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcEnv;
import scala.Option;

/** Acts as another user of this machine, who knows Spark's protocols and no secret. */
public final class Stranger {
  private static final int MILLIS = 10_000;

  private Stranger() {}

  /** The answers of a port to Spark's two protocols: for messages and for blocks. */
  public record Answers(String toMessage, String toBlocks) {
    /** Whether both answers only ask for a secret. */
    public boolean areRefusals() {
      return isRefusal(toMessage) && isRefusal(toBlocks);
    }

    private static boolean isRefusal(String answer) {
      return answer.contains("Unknown challenge message")
          || answer.contains("Expected SaslMessage");
    }
  }

  /** Connects to an address in both protocols and returns the answers. */
  public static Answers knockAt(InetSocketAddress place) {
    SparkSetup.quietLogging();
    return new Answers(message(place), blocks(place));
  }

  /** Requests an end point that every driver has. */
  private static String message(InetSocketAddress place) {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.authenticate", "false")
            .set("spark.rpc.askTimeout", MILLIS + "ms")
            .set("spark.rpc.lookupTimeout", MILLIS + "ms");
    SecurityManager none =
        new SecurityManager(conf, Option.empty(), package$.MODULE$.AUTH_SECRET_FILE());
    RpcEnv stranger = RpcEnv.create("stranger", "127.0.0.1", "127.0.0.1", 0, conf, none, 1, true);
    try {
      return "reached "
          + stranger.setupEndpointRef(
              new RpcAddress(place.getHostString(), place.getPort()), "BlockManagerMaster");
    } catch (Exception e) {
      return told(e);
    } finally {
      stranger.shutdown();
    }
  }

  /** Requests a block that no driver has. */
  private static String blocks(InetSocketAddress place) {
    TransportConf conf = new TransportConf("stranger", MapConfigProvider.EMPTY);
    OpenBlocks question = new OpenBlocks("app", "driver", new String[] {"rdd_7_7"});
    try (TransportContext context = new TransportContext(conf, new NoOpRpcHandler());
        TransportClientFactory factory = context.createClientFactory();
        TransportClient client = factory.createClient(place.getHostString(), place.getPort())) {
      return "reached " + client.sendRpcSync(question.toByteBuffer(), MILLIS);
    } catch (Exception e) {
      return told(e);
    }
  }

  private static String told(Throwable e) {
    StringBuilder told = new StringBuilder();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      told.append(cause).append('\n');
    }
    return told.toString();
  }
}
