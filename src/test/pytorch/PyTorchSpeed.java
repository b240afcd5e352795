import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GRUImpl;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.RNNImpl;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Trained tokens a second of PyTorch's CPU build from Maven: the same work as {@code
 * src/test/python/peer_speed.py} does with the wheel. Minibatches of 1,024 shuffled windows, read
 * as one-hot vectors, one layer, linear output, mean cross-entropy, the gradient clipped at 1 by
 * its global norm, SGD. Prints the best round's tokens a second; a round is as many minibatches as
 * take half a second, at most nine.
 */
public final class PyTorchSpeed {
  private static final int BATCH = 1_024;
  private static final int WINDOWS = 10_000;
  private static final int MINIBATCHES = 9;

  private final int vocabSize;
  private final Module net;
  private final UnaryOperator<Tensor> hidden; // T x B x V -> T x B x H
  private final LinearImpl output;
  private final Tensor[] parameters;
  private final Tensor[] inputs; // T x B ids each
  private final Tensor[] labels; // T * B ids each

  private PyTorchSpeed(String cell, int numSteps, int numHiddens, int[] ids, int vocabSize) {
    this.vocabSize = vocabSize;
    switch (cell) {
      case "lstm" -> {
        LSTMImpl lstm = new LSTMImpl(vocabSize, numHiddens);
        net = lstm;
        hidden = x -> lstm.forward(x).get0();
      }
      case "gru" -> {
        GRUImpl gru = new GRUImpl(vocabSize, numHiddens);
        net = gru;
        hidden = x -> gru.forward(x).get0();
      }
      case "rnn" -> {
        RNNImpl rnn = new RNNImpl(vocabSize, numHiddens);
        net = rnn;
        hidden = x -> rnn.forward(x).get0();
      }
      default -> throw new IllegalArgumentException("must be lstm, gru or rnn: " + cell);
    }
    output = new LinearImpl(numHiddens, vocabSize);
    parameters = parameters(net, output);
    List<Integer> starts = new ArrayList<>();
    for (int start = 0; start < WINDOWS; start++) {
      starts.add(start);
    }
    Collections.shuffle(starts, new Random(1));
    inputs = new Tensor[MINIBATCHES];
    labels = new Tensor[MINIBATCHES];
    for (int b = 0; b < MINIBATCHES; b++) {
      List<Integer> chosen = starts.subList(b * BATCH, (b + 1) * BATCH);
      inputs[b] = torch.tensor(windows(ids, chosen, numSteps, 0)).view(numSteps, BATCH);
      labels[b] = torch.tensor(windows(ids, chosen, numSteps, 1));
    }
  }

  /** Arguments: CELL TOKENS NUM_STEPS NUM_HIDDENS THREADS SECONDS TEXT; THREADS may be default. */
  public static void main(String[] args) throws IOException {
    if (!args[4].equals("default")) {
      torch.set_num_threads(Integer.parseInt(args[4]));
    }
    int numSteps = Integer.parseInt(args[2]);
    List<String> tokens = tokens(Path.of(args[6]), args[1]);
    TreeSet<String> sorted = new TreeSet<>(tokens);
    sorted.add("<unk>");
    List<String> vocabulary = List.copyOf(sorted);
    int[] ids = tokens.stream().mapToInt(t -> Collections.binarySearch(vocabulary, t)).toArray();
    PyTorchSpeed model =
        new PyTorchSpeed(args[0], numSteps, Integer.parseInt(args[3]), ids, vocabulary.size());
    double cold = model.time(0, 1);
    model.time(1, 2);
    int size = (int) Math.max(1, Math.min(MINIBATCHES, 0.5 / model.time(2, 3)));
    double best = Double.POSITIVE_INFINITY;
    long end = System.nanoTime() + (long) (Double.parseDouble(args[5]) * 1e9);
    for (int rounds = 0; rounds < 3 || System.nanoTime() < end; rounds++) {
      best = Math.min(best, model.time(0, size) / size);
    }
    System.out.printf(
        Locale.ROOT,
        "tokens_per_second %.0f cold_seconds %.2f threads %d loss %.4f%n",
        (double) BATCH * numSteps / best,
        cold,
        torch.get_num_threads(),
        model.step(0));
  }

  /** Trains the minibatches from one to another. Returns seconds. */
  private double time(int from, int to) {
    long start = System.nanoTime();
    for (int b = from; b < to; b++) {
      step(b);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Trains one minibatch. Returns its loss before, in nats a token. */
  @SuppressWarnings("try") // the scope works unseen
  private float step(int b) {
    // Frees what a step allocates at its end instead of at some collection.
    try (PointerScope scope = new PointerScope()) {
      Tensor oneHot = torch.one_hot(inputs[b], vocabSize).to(ScalarType.Float);
      Tensor logits = output.forward(hidden.apply(oneHot)).view(-1, vocabSize);
      Tensor loss = torch.cross_entropy(logits, labels[b]);
      net.zero_grad(true);
      output.zero_grad(true);
      loss.backward();
      GradMode.set_enabled(false);
      update();
      GradMode.set_enabled(true);
      return loss.item_float();
    }
  }

  /** SGD at learning rate 1, the gradient clipped at 1 by its global norm. */
  private void update() {
    double squares = 0;
    for (Tensor p : parameters) {
      double norm = p.grad().norm().item_float();
      squares += norm * norm;
    }
    Scalar rate = new Scalar(squares <= 1 ? 1.0 : 1 / Math.sqrt(squares));
    for (Tensor p : parameters) {
      p.sub_(p.grad(), rate);
    }
  }

  private static Tensor[] parameters(Module... modules) {
    List<Tensor> parameters = new ArrayList<>();
    for (Module module : modules) {
      TensorVector some = module.parameters();
      for (long i = 0; i < some.size(); i++) {
        parameters.add(new Tensor(some.get(i))); // a handle of its own: the vector goes
      }
    }
    return parameters.toArray(Tensor[]::new);
  }

  /** The windows from the given starts on, step by step: element t * B + b. */
  private static long[] windows(int[] ids, List<Integer> starts, int numSteps, int offset) {
    long[] windows = new long[numSteps * starts.size()];
    for (int t = 0; t < numSteps; t++) {
      for (int b = 0; b < starts.size(); b++) {
        windows[t * starts.size() + b] = ids[starts.get(b) + offset + t];
      }
    }
    return windows;
  }

  private static List<String> tokens(Path text, String tokens) throws IOException {
    String letters = Files.readString(text).replaceAll("[^A-Za-z]+", " ").toLowerCase(Locale.ROOT);
    return List.of(tokens.equals("word") ? letters.strip().split(" ") : letters.split(""));
  }
}
