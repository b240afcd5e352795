"""Sweeps and tables in a session of PySpark. They need PySpark, Java and the built jar."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

import lstm_sweep
from lstm_sweep import SweepError, _spark

ROOT = Path(__file__).resolve().parents[3]
HAS_PYSPARK = importlib.util.find_spec("pyspark") is not None

SPEC: dict[str, Any] = {
    "name": "from-python",
    "corpus": "harbour",
    "windows": {"train": 300, "validation": 100},
    "parameters": {
        "num_steps": 8,
        "num_hiddens": [4, 8],
        "lr": [1, 2],
        "batch_size": 128,
        "num_epochs": 2,
    },
}

#: Starts a session of its own, whose settings the driver's Java gets, and prints the error.
IN_A_SESSION = """
import sys
from pyspark.sql import SparkSession
import lstm_sweep

settings = {settings}
settings.update({{"spark.master": "local[1]", "spark.ui.enabled": "false"}})
spark = SparkSession.builder.config(map=settings).getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
try:
    {call}
except lstm_sweep.SweepError as e:
    print("SWEEP ERROR", e)
"""


def jar() -> str:
    """Returns the jar: LSTM_SWEEP_JAR, or what Maven has built."""
    given = os.environ.get("LSTM_SWEEP_JAR")
    built = [given] if given else [str(f) for f in (ROOT / "target").glob("lstm-sweep-*.jar")]
    built = [f for f in built if not f.endswith(("-sources.jar", "-javadoc.jar", "-tests.jar"))]
    if not built:
        raise unittest.SkipTest("there is no jar in target; mvn package builds it")
    return sorted(built)[-1]


class Settings(unittest.TestCase):
    def test_a_missing_jar_is_refused(self) -> None:
        with self.assertRaisesRegex(SweepError, "Cannot use the jar no.jar: must be a file"):
            lstm_sweep.settings("no.jar")

    def test_values_of_python_become_values_of_yaml(self) -> None:
        import numpy as np

        spec = {
            "corpus": Path("a") / "b.txt",
            "parameters": {
                "lr": np.array([1.0, 2.0]),
                "seed": np.int64(3),
                "gradient_clip": np.inf,
            },
            "tie": [("lr", "seed")],
        }
        self.assertEqual(
            _spark._json(spec),
            '{"corpus": "a/b.txt", "parameters": {"lr": [1.0, 2.0], "seed": 3,'
            ' "gradient_clip": ".inf"}, "tie": [["lr", "seed"]]}',
        )
        for bad in ({"name": object()}, {"lr": float("nan")}):
            with self.assertRaisesRegex(SweepError, "Cannot read the specification"):
                _spark._json(bad)

    def test_a_session_without_java_is_refused(self) -> None:
        if not HAS_PYSPARK:
            self.skipTest("PySpark is not installed")
        for call in (lambda s: lstm_sweep.table(s, "x"), lambda s: lstm_sweep.run(s, {}, "x")):
            with self.assertRaisesRegex(SweepError, "Spark Connect has none"):
                call(object())


@unittest.skipUnless(HAS_PYSPARK, "PySpark is not installed")
@unittest.skipIf(shutil.which("java") is None, "there is no Java")
class Sessions(unittest.TestCase):
    """Sessions that cannot train. Each needs a process, because a Java cannot be set up twice."""

    def said(self, settings: dict[str, str], call: str) -> str:
        script = IN_A_SESSION.format(settings=settings, call=call)
        path = os.pathsep.join([str(ROOT / "src" / "python"), os.environ.get("PYTHONPATH", "")])
        done = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
            check=False,
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_a_session_without_the_jar_is_refused(self) -> None:
        said = self.said({}, 'lstm_sweep.run(spark, {}, "x")')
        self.assertIn("SWEEP ERROR Cannot use this Spark session: its class path must have", said)
        self.assertIn("lstm_sweep.settings(JAR)", said)

    def test_a_session_without_the_module_is_refused(self) -> None:
        settings = lstm_sweep.settings(jar())
        del settings["spark.driver.extraJavaOptions"]
        import pyspark

        said = self.said(settings, 'lstm_sweep.run(spark, {}, "x")')
        refusal = "the Java of the driver must have the module jdk.incubator.vector"
        # Spark 4 gives the module to every Java that it starts.
        self.assertEqual(refusal in said, pyspark.__version__.startswith("3."), said)

    def test_a_session_that_asks_for_scalar_kernels_needs_no_module(self) -> None:
        settings = lstm_sweep.settings(jar())
        settings["spark.driver.extraJavaOptions"] = "-Dlstmsweep.kernels=scalar"
        with tempfile.TemporaryDirectory() as folder:
            call = f"print(lstm_sweep.run(spark, {SPEC}, {folder + '/out'!r}).count(), 'rows')"
            self.assertIn("4 rows", self.said(settings, call))

    def test_a_session_with_another_serializer_is_refused(self) -> None:
        settings = lstm_sweep.settings(jar())
        del settings["spark.serializer"]
        with tempfile.TemporaryDirectory() as folder:
            said = self.said(settings, f"lstm_sweep.run(spark, {SPEC}, {folder + '/out'!r})")
        self.assertIn("SWEEP ERROR Cannot run a sweep in this Spark session", said)


@unittest.skipUnless(HAS_PYSPARK, "PySpark is not installed")
@unittest.skipIf(shutil.which("java") is None, "there is no Java")
class Sweeps(unittest.TestCase):
    spark: Any
    folder: str

    @classmethod
    def setUpClass(cls) -> None:
        settings = lstm_sweep.settings(jar())
        from pyspark.sql import SparkSession

        cls.folder = tempfile.mkdtemp(prefix="lstm-sweep-python-")
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        settings.update(
            {
                "spark.master": "local[2]",
                "spark.ui.enabled": "false",
                "spark.driver.host": "127.0.0.1",
                "spark.driver.bindAddress": "127.0.0.1",
                "spark.sql.warehouse.dir": cls.folder + "/warehouse",
            }
        )
        cls.spark = SparkSession.builder.config(map=settings).getOrCreate()
        cls.addClassCleanup(cls.spark.stop)
        cls.spark.sparkContext.setLogLevel("ERROR")
        cls.out = cls.folder + "/out"
        cls.rows = lstm_sweep.run(cls.spark, SPEC, cls.out)

    def changed(self, **parameters: Any) -> dict[str, Any]:
        return {**SPEC, "parameters": {**SPEC["parameters"], **parameters}}

    def test_a_dictionary_is_a_specification(self) -> None:
        self.assertEqual(self.rows.count(), 4)
        self.assertEqual({row.status for row in self.rows.select("status").collect()}, {"OK"})
        self.assertEqual({row.name for row in self.rows.select("name").collect()}, {"from-python"})

    def test_the_table_is_the_one_that_is_read_without_spark(self) -> None:
        columns = ["trial_id", "lr", "validation_perplexity", "sample"]
        rows = lstm_sweep.table(self.spark, self.out).select(columns).collect()
        own = lstm_sweep.read(self.out, columns=columns, form="arrow").to_pylist()
        self.assertEqual(sorted(map(tuple, rows)), sorted(tuple(row.values()) for row in own))

    def test_a_file_is_a_specification_and_nothing_is_trained_twice(self) -> None:
        path = Path(self.folder) / "spec.yaml"
        path.write_text(json.dumps(SPEC))
        before = {f.name: f.stat().st_mtime_ns for f in (Path(self.out) / "trials").iterdir()}
        self.assertEqual(lstm_sweep.run(self.spark, path, Path(self.out)).count(), 4)
        after = {f.name: f.stat().st_mtime_ns for f in (Path(self.out) / "trials").iterdir()}
        self.assertEqual(after, before)

    def test_a_table_grows_only_if_it_may(self) -> None:
        out = self.folder + "/grows"
        shutil.copytree(self.out, out)
        larger = self.changed(lr=[1, 2, 4])
        with self.assertRaisesRegex(SweepError, "lr") as refused:
            lstm_sweep.run(self.spark, larger, out)
        self.assertEqual(refused.exception.exit_code, 3)
        self.assertEqual(lstm_sweep.run(self.spark, larger, out, extend=True).count(), 6)

    def test_rows_of_another_table_are_taken(self) -> None:
        out = self.folder + "/takes"
        rows = lstm_sweep.run(self.spark, SPEC, out, take_from=[self.out])
        self.assertEqual(rows.count(), 4)
        own = {f.name: f.read_bytes() for f in (Path(self.out) / "trials").iterdir()}
        self.assertEqual({f.name: f.read_bytes() for f in (Path(out) / "trials").iterdir()}, own)

    def test_statuses_are_retried_by_name(self) -> None:
        self.assertEqual(
            lstm_sweep.run(self.spark, SPEC, self.out, retry=["crashed", "TIMEOUT"]).count(), 4
        )
        with self.assertRaisesRegex(SweepError, "Cannot train trials again that are lost: must be"):
            lstm_sweep.run(self.spark, SPEC, self.out, retry=["lost"])
        with self.assertRaises(SweepError):
            lstm_sweep.run(self.spark, SPEC, self.out, retry=["ok"])
        with self.assertRaisesRegex(SweepError, "must be a list of texts"):
            lstm_sweep.run(self.spark, SPEC, self.out, retry="crashed")

    def test_all_mistakes_of_a_specification_are_told(self) -> None:
        bad = {**self.changed(num_hiddens=[0], lr=["fast"]), "colour": "blue"}
        with self.assertRaises(SweepError) as refused:
            lstm_sweep.run(self.spark, bad, self.folder + "/never")
        message = str(refused.exception)
        for word in ("num_hiddens", "fast", "colour"):
            self.assertIn(word, message)
        self.assertEqual(refused.exception.exit_code, 2)
        self.assertFalse(os.path.exists(self.folder + "/never"))

    def test_an_unknown_engine_or_pack_or_file_or_table_is_refused(self) -> None:
        for call, message in (
            (
                lambda: lstm_sweep.run(self.spark, SPEC, self.out, engine="abacus"),
                "abacus: must be",
            ),
            (lambda: lstm_sweep.run(self.spark, SPEC, self.out, pack=0), "must be at least 1"),
            (lambda: lstm_sweep.run(self.spark, "none.yaml", self.out), "none.yaml"),
            (lambda: lstm_sweep.table(self.spark, self.folder + "/none"), "sweep.yaml"),
            (
                lambda: lstm_sweep.run(self.spark, {"name": object()}, self.out),
                "Cannot read the spec",
            ),
        ):
            with self.assertRaisesRegex(SweepError, message):
                call()


if __name__ == "__main__":
    unittest.main()
