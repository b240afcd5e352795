"""Runs a sweep from PySpark, queries its table with Spark, and writes text with its best model in NumPy.

Needs a JDK 17 or newer, the jar, and three packages:

    mvn package -Dmaven.test.skip=true
    pip install './src/python[arrow]' 'pyspark>=3.5,<5'
    python examples/pyspark_sweep.py [OUT]

A second call trains nothing.
"""

import sys
from pathlib import Path

from pyspark.sql import SparkSession, functions

import lstm_sweep

root = Path(__file__).resolve().parents[1]
out = Path(sys.argv[1] if len(sys.argv) > 1 else root / "out" / "pyspark").resolve()
jars = sorted((root / "target").glob("lstm-sweep-*.jar"))
if not jars:
    sys.exit("There is no jar in target: mvn package -Dmaven.test.skip=true builds it")

spark = (
    SparkSession.builder.master("local[*]")
    .config(map=lstm_sweep.settings(jars[-1]))
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.ui.enabled", "false")
    .getOrCreate()
)
trials = lstm_sweep.run(
    spark,
    {
        "name": "pyspark",
        "corpus": "harbour",
        "parameters": {
            "num_steps": 16,
            "num_hiddens": [16, 32],
            "cell": ["lstm", "gru"],
            "lr": [1, 4],
            "num_epochs": 5,
        },
    },
    out,
)
best = functions.min("validation_perplexity").alias("best")
seconds = functions.sum("train_seconds").alias("seconds")
trials.groupBy("cell", "num_hiddens").agg(best, seconds).orderBy("best").show()
spark.stop()

# From here on without Spark.
model = lstm_sweep.model(out)
text = "it has"
logits, state = model.outputs(model.ids(text))
for _ in range(model.row["sample_length"]):
    token = int(logits[-1].argmax())
    text += model.tokens[token]
    logits, state = model.outputs([token], state)
print(f"The best model is trial {model.row['trial_id'][:6]}, and writes: {text}")
assert text == model.row["sample"], "the command line writes a different text"
