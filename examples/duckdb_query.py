"""Queries the table of a sweep with DuckDB, without Spark.

Needs a JDK 17 or newer, Maven, and DuckDB: pip install duckdb

    python examples/duckdb_query.py [OUT]

It trains the quickstart into OUT, or what OUT lacks of it, and answers three questions.
"""

import subprocess
import sys
from pathlib import Path

import duckdb

root = Path(__file__).resolve().parents[1]
out = Path(sys.argv[1] if len(sys.argv) > 1 else root / "out" / "duckdb").resolve()
subprocess.run(
    [root / "bin" / "lstm-sweep", "run", root / "conf" / "quickstart.yaml", "--out", out],
    check=True,
)

# A row is one Parquet file, or a part of one after `compact`. union_by_name also reads rows of older versions.
trials = duckdb.read_parquet(f"{out}/trials/*.parquet", union_by_name=True)

print("The best three trials:")
duckdb.sql("""
    select num_steps, num_hiddens, lr, round(validation_perplexity, 4) as perplexity, sample
    from trials where status = 'OK' order by validation_perplexity limit 3
""").show()

print("The mean of each learning rate, and the best size with it:")
duckdb.sql("""
    select lr, round(avg(validation_perplexity), 4) as mean,
           arg_min({'num_steps': num_steps, 'num_hiddens': num_hiddens}, validation_perplexity) as best_size
    from trials group by lr order by mean
""").show()

print("The epoch after which a trial is within 5% of its last perplexity:")
duckdb.sql("""
    with epochs as (
        select trial_id, num_steps, num_hiddens, lr, validation_perplexity as last, unnest(curve) as p
        from trials where status = 'OK')
    select num_steps, num_hiddens, lr, min(p.epoch) as epoch
    from epochs where p.validation_perplexity <= 1.05 * last
    group by all order by epoch, lr, num_steps, num_hiddens
""").show()
