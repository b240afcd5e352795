#!/usr/bin/env bash
# The question of d2l.ai, chapter 10.1, exercise 1: how do num_steps, num_hiddens and lr influence the running time, the
# perplexity and the text? Sixteen small models of a text that comes with the software answer it, in about a minute.
# Needs a JDK 17 or newer and Maven. A second call trains nothing.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

./bin/lstm-sweep run conf/quickstart.yaml --out out/notebook-question --set 'lr=[0.25,1,4,16]' --set num_epochs=10

printf '\nWhich parameter decides the perplexity? Means of the bits per token, and how far apart they are:\n'
./bin/lstm-sweep sql out/notebook-question '
  select parameter, round(min(bits), 3) as best, round(max(bits), 3) as worst,
         round(max(bits) - min(bits), 3) as apart
  from (select parameter, value, avg(bits_per_token) as bits
        from trials unpivot (value for parameter in (num_steps, num_hiddens, lr))
        group by parameter, value)
  group by parameter order by apart desc'

printf '\nWhich one decides the time? The work of each size, and the best that it reached:\n'
./bin/lstm-sweep sql out/notebook-question '
  select num_steps, num_hiddens, round(avg(flops) / 1e9, 1) as gigaflop,
         round(min(train_seconds), 2) as seconds, round(min(validation_perplexity), 4) as best
  from trials group by all order by gigaflop'

printf '\nThe text of the best model, and of each perplexity:\n'
./bin/lstm-sweep generate out/notebook-question --prefix "the harbour" --length 40
./bin/lstm-sweep sql out/notebook-question '
  select floor(validation_perplexity) as perplexity, min_by(sample, validation_perplexity) as writes
  from trials where status = "OK" group by 1 order by 1'

./bin/lstm-sweep report out/notebook-question
