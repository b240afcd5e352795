package io.github.lstmsweep.specification.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Maps the names that PyTorch, Lightning, Keras, Hugging Face and other sweep tools use to the keys
 * of the file.
 */
public final class OtherNames {
  /** Each row has our name first, then the foreign names without underscores and capitals. */
  private static final String[][] NAMES = {
    {"lr", "learningrate", "initlr", "baselr", "eta", "eta0", "stepsize", "learningrateinit"},
    {"num_hiddens", "hiddensize", "hiddendim", "hidden", "hiddens", "nhidden", "nhid"},
    {"num_hiddens", "hiddenunits", "numhidden", "numunits", "units", "rnnunits", "lstmunits"},
    {"num_epochs", "epochs", "epoch", "nepochs", "maxepochs", "numtrainepochs"},
    {"batch_size", "batch", "bs", "minibatch", "minibatchsize", "trainbatchsize"},
    {"batch_size", "perdevicetrainbatchsize"},
    {"num_layers", "layers", "nlayers", "numhiddenlayers", "depth", "rnnlayers"},
    {"optimizer", "optim", "optimiser", "solver"},
    {"gradient_clip", "clip", "gradclip", "maxgradnorm", "gradientclipval", "clipnorm"},
    {"gradient_clip", "gradientclipping", "maxnorm", "clipgradnorm", "globalclipnorm"},
    {"cell", "celltype", "rnntype", "rnn", "model", "modeltype", "arch", "architecture"},
    {"hidden_activation", "activation", "nonlinearity"},
    {"dropout", "dropoutrate", "dropoutprob", "hiddendropoutprob", "droprate", "pdrop"},
    {"weight_decay", "wd", "l2", "decay", "weightdecayrate", "l2reg"},
    {"keep", "restorebestweights", "savebestonly", "loadbestmodelatend", "keepbest"},
    {"seed", "seeds", "randomseed", "randomstate", "manualseed", "repetitions", "repeats"},
    {"num_steps", "seqlen", "seqlength", "sequencelength", "bptt", "blocksize", "maxlength"},
    {"num_steps", "contextlength", "windowsize", "timesteps", "maxseqlength"},
    {"tau", "lags", "lag", "lookback", "seqlen", "sequencelength", "windowsize", "timesteps"},
    {"corpus", "data", "dataset", "datapath", "file", "path"},
    {"parameters", "params", "hyperparameters", "searchspace", "paramgrid", "grid", "space"},
    {"tokens", "tokenizer", "tokenization", "tokenlevel", "level"},
    {"timeout", "timelimit", "maxtime", "walltime"},
    {"min_freq", "mincount", "minfrequency"},
    {"method", "strategy", "algorithm", "search", "sampler"},
    {"metric", "objective", "monitor", "loss"},
    {"train", "training"},
    {"validation", "val", "valid", "dev", "eval"},
  };

  private static final Map<String, List<String>> OURS = ours();

  private OtherNames() {}

  /** Returns the name in {@code known} that a different tool calls {@code word}, or empty. */
  public static Optional<String> of(String word, Collection<String> known) {
    return OURS.getOrDefault(bare(word), List.of()).stream().filter(known::contains).findFirst();
  }

  private static String bare(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
  }

  private static Map<String, List<String>> ours() {
    Map<String, List<String>> ours = new HashMap<>();
    for (String[] row : NAMES) {
      ours.computeIfAbsent(bare(row[0]), name -> new ArrayList<>()).add(row[0]);
      for (int i = 1; i < row.length; i++) {
        ours.computeIfAbsent(row[i], name -> new ArrayList<>()).add(row[0]);
      }
    }
    return ours;
  }
}
