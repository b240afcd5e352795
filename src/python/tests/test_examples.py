"""The programs of docs/python.md, and the examples in Python."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import lstm_sweep
from tests import tables

ROOT = tables.ROOT
IS_BUILT = any((ROOT / "target").glob("lstm-sweep-*.jar"))


def has(*libraries: str) -> bool:
    return all(importlib.util.find_spec(library) for library in libraries)


def started(*command: str, cwd: Path) -> str:
    path = os.pathsep.join([str(ROOT / "src" / "python"), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, *command],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": path},
        check=False,
    )
    if done.returncode != 0:
        raise AssertionError(f"{command} ended with {done.returncode}: {done.stderr}")
    return done.stdout


class Documents(unittest.TestCase):
    def test_the_programs_of_the_page_run(self) -> None:
        page = (ROOT / "docs" / "python.md").read_text("utf-8")
        programs = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
        self.assertEqual(len(programs), 5)
        folder = Path(tempfile.mkdtemp(dir=tables.folder()))
        (folder / "out").mkdir()
        (folder / "out" / "quickstart").symlink_to(tables.trained("grid"))
        (folder / "conf").symlink_to(ROOT / "conf")
        tables.call(
            "run", str(ROOT / "conf" / "demand.yaml"), "--out", str(folder / "out" / "demand")
        )
        for program in programs:
            libraries = re.findall(r"^(?:import|from) (\w+)", program, re.MULTILINE)
            # The example for PySpark starts a session like that of the page.
            if "pyspark" in libraries or not has("pandas", *libraries):
                continue
            with self.subTest(program.splitlines()[0]):
                started("-W", "error", "-c", program, cwd=folder)

    def test_the_page_describes_every_function(self) -> None:
        page = (ROOT / "docs" / "python.md").read_text("utf-8")
        for name in lstm_sweep.__all__:
            self.assertIn(f"{name}(" if name.islower() else name, page)


@unittest.skipUnless(IS_BUILT, "there is no jar in target; mvn package builds it")
class Examples(unittest.TestCase):
    def run_twice(self, name: str) -> str:
        out = tempfile.mkdtemp(dir=tables.folder())
        first = started(str(ROOT / "examples" / name), f"{out}/table", cwd=Path(out))
        trials = sorted(os.listdir(f"{out}/table/trials"))
        started(str(ROOT / "examples" / name), f"{out}/table", cwd=Path(out))
        self.assertEqual(sorted(os.listdir(f"{out}/table/trials")), trials)
        return first

    @unittest.skipUnless(has("duckdb"), "DuckDB is not installed")
    def test_duckdb(self) -> None:
        self.assertIn("it has the the wad the the", self.run_twice("duckdb_query.py"))

    def test_many_series(self) -> None:
        self.assertRegex(
            self.run_twice("many_series.py"), "beats naive_rmse for 1?[0-9] of 12 shops"
        )

    @unittest.skipUnless(has("onnxruntime", "numpy"), "ONNX Runtime is not installed")
    def test_onnx(self) -> None:
        self.assertIn("ONNX Runtime writes: it has", self.run_twice("onnx_text.py"))

    @unittest.skipUnless(has("pyspark", "numpy"), "PySpark is not installed")
    def test_pyspark(self) -> None:
        self.assertIn("and writes: it has", self.run_twice("pyspark_sweep.py"))

    def test_every_example_in_python_has_its_test(self) -> None:
        self.assertEqual(
            sorted(file.name for file in (ROOT / "examples").glob("*.py")),
            ["duckdb_query.py", "many_series.py", "onnx_text.py", "pyspark_sweep.py"],
        )


if __name__ == "__main__":
    unittest.main()
