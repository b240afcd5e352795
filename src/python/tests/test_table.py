"""Tables without Spark: every row once, whatever files it is in."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import tempfile
import unittest
import warnings
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

import lstm_sweep
from lstm_sweep import CorruptRowWarning, SweepError, _seal
from lstm_sweep._errors import Corrupt
from tests import tables

HAS_PANDAS = importlib.util.find_spec("pandas") is not None


def ids(out: Path) -> list[str]:
    return lstm_sweep.read(out, form="arrow").column("trial_id").to_pylist()


def with_curves(out: Path, form: str) -> pa.Table:
    """Reads a table in the other way, and returns one row for each trial."""
    lstm_sweep.epochs(out, form=form)  # type: ignore[call-overload]
    return lstm_sweep.read(out, form=form)  # type: ignore[call-overload]


def trial(number: int) -> str:
    return f"{number:032x}"


class Made(unittest.TestCase):
    """Tables that are made here, so that each fault is at hand."""

    def setUp(self) -> None:
        self.out = Path(tempfile.mkdtemp(prefix="lstm-sweep-python-"))
        self.addCleanup(shutil.rmtree, self.out)
        for folder in ("trials", "paused", "_compacted", "models"):
            (self.out / folder).mkdir()
        (self.out / "sweep.yaml").write_text("name: made\n")

    def rows(self, *numbers: int, **columns: pa.Array) -> pa.Table:
        given = {
            "trial_id": pa.array([trial(n) for n in numbers]),
            "status": pa.array(["OK" for _ in numbers]),
            "validation_perplexity": pa.array([float(n) for n in numbers]),
            "schema_version": pa.array([9 for _ in numbers]),
        }
        given.update(columns)
        return pa.table({k: v for k, v in given.items() if v is not None})

    def single(self, number: int, folder: str = "trials", **columns: pa.Array) -> Path:
        file = self.out / folder / f"trial-{trial(number)}.parquet"
        file.write_bytes(self.sealed(self.rows(number, **columns)))
        return file

    def paused(self, number: int, epochs: int, **columns: pa.Array) -> Path:
        file = self.out / "paused" / f"trial-{trial(number)}-{epochs}.parquet"
        columns.setdefault("status", pa.array(["PAUSED"]))
        file.write_bytes(self.sealed(self.rows(number, **columns)))
        return file

    @staticmethod
    def sealed(rows: pa.Table, codec: str = "none") -> bytes:
        sink = pa.BufferOutputStream()
        zeros = {"lstmsweep.file_sha256": "0" * 64}
        pq.write_table(rows.replace_schema_metadata(zeros), sink, compression=codec)
        content = sink.getvalue().to_pybytes()
        entry = b"lstmsweep.file_sha256" + bytes([0x18, 64])
        # Arrow keeps its schema in the footer, with these entries as plain bytes.
        at = content.rfind(entry) + len(entry)
        digest = hashlib.sha256(content).hexdigest().encode()
        return content[:at] + digest + content[at + 64 :]

    def several(self, *numbers: int, folder: str = "trials") -> str:
        """Writes a file of many rows and returns its digest."""
        content = self.sealed(self.rows(*numbers))
        digest = hashlib.sha256(content).hexdigest()[:32]
        (self.out / folder / f"rows-{digest}.parquet").write_bytes(content)
        return digest

    def manifest(self, file: str, replaces: str, *numbers: int) -> Path:
        lines = ["lstm-sweep manifest 1", f"file {file}", f"replaces {replaces}"]
        text = "".join(line + "\n" for line in lines + [trial(n) for n in numbers]).encode()
        path = self.out / "_compacted" / (hashlib.sha256(text).hexdigest()[:32] + ".manifest")
        path.write_bytes(text)
        return path

    def assert_rows(self, *numbers: int) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            self.assertEqual(ids(self.out), [trial(n) for n in numbers])

    def assert_left_out(self, message: str, *numbers: int) -> None:
        for read in (lstm_sweep.read, with_curves):
            with self.assertWarns(CorruptRowWarning) as warned:
                found = read(self.out, form="arrow").column("trial_id").to_pylist()
            self.assertEqual(found, [trial(n) for n in numbers])
            self.assertIn(message, str(warned.warning))
            # The warning is of the caller's line.
            self.assertEqual(os.path.basename(warned.filename), "test_table.py")

    def test_the_best_comes_first_and_what_does_not_rank_last(self) -> None:
        self.single(7)
        self.single(
            3, status=pa.array(["DIVERGED"]), validation_perplexity=pa.nulls(1, pa.float64())
        )
        self.single(5, validation_perplexity=pa.array([1.5]))
        self.single(2, validation_perplexity=pa.array([float("nan")]))
        self.single(1, validation_perplexity=pa.array([7.0]))
        self.assert_rows(5, 1, 7, 2, 3)

    def test_a_time_series_ranks_by_its_rmse(self) -> None:
        for number, rmse in ((1, 0.5), (2, 0.25)):
            self.single(
                number,
                task=pa.array(["time-series"]),
                validation_perplexity=pa.nulls(1, pa.float64()),
                validation_rmse=pa.array([rmse]),
            )
        self.assert_rows(2, 1)

    def test_strange_files_are_no_rows(self) -> None:
        row = self.single(1)
        for name in ("trial-1.parquet", "x.parquet", ".probe-1", f"trial-{trial(2)}.parquet.tmp"):
            shutil.copy(row, self.out / "trials" / name)
        shutil.copy(row, self.out / "paused" / f"trial-{trial(3)}.parquet")
        (self.out / "paused" / f"{trial(1)}-2.state").write_bytes(b"state")
        (self.out / "trials" / "a=b").mkdir()
        self.assert_rows(1)

    def test_of_a_paused_trial_the_row_with_the_most_epochs_counts(self) -> None:
        self.paused(1, 2, name=pa.array(["two"]))
        self.paused(1, 10, name=pa.array(["ten"]))
        self.paused(1, 9, name=pa.array(["nine"]))
        found = lstm_sweep.read(self.out, form="arrow")
        self.assertEqual(found.column("name").to_pylist(), ["ten"])

    def test_a_paused_row_no_longer_counts_when_its_trial_has_ended(self) -> None:
        self.paused(1, 10)
        self.paused(2, 10)
        self.paused(3, 10)
        self.single(1)
        self.manifest(self.several(2), "-", 2)
        found = lstm_sweep.read(self.out, form="arrow")
        self.assertEqual(
            dict(zip(found.column("trial_id").to_pylist(), found.column("status").to_pylist())),
            {trial(1): "OK", trial(2): "OK", trial(3): "PAUSED"},
        )

    def test_a_file_of_many_rows_counts_through_its_manifest(self) -> None:
        self.single(1)
        self.manifest(self.several(2, 3), "-", 2, 3)
        self.assert_rows(1, 2, 3)

    def test_a_row_counts_once_while_its_single_file_is_still_there(self) -> None:
        self.single(1)
        self.single(2)
        self.manifest(self.several(1, 2, folder="_compacted"), "-", 1, 2)
        self.assert_rows(1, 2)
        os.unlink(self.out / "trials" / f"trial-{trial(1)}.parquet")
        self.assert_rows(1, 2)

    def test_a_replaced_file_does_not_count(self) -> None:
        old = self.several(1, 2)
        self.manifest(old, "-", 1, 2)
        self.manifest(self.several(2), old, 2)
        self.assert_rows(2)

    def test_a_file_whose_last_row_was_taken_out_does_not_count(self) -> None:
        old = self.several(1)
        self.manifest(old, "-", 1)
        self.manifest("-", old)
        self.single(2)
        self.assert_rows(2)

    def test_a_row_that_two_files_have_counts_once(self) -> None:
        self.manifest(self.several(1, 2), "-", 1, 2)
        self.manifest(self.several(2, 3), "-", 2, 3)
        self.assert_rows(1, 2, 3)

    def test_a_lost_manifest_hides_no_row(self) -> None:
        self.manifest(self.several(1, 2), "-", 1, 2).unlink()
        self.assert_rows(1, 2)

    def test_a_hidden_file_without_a_manifest_is_the_rest_of_a_killed_compaction(self) -> None:
        self.single(1)
        self.several(1, 2, folder="_compacted")
        self.assert_rows(1)

    def test_a_hidden_file_counts_if_a_manifest_is_corrupt_and_its_row_is_nowhere_else(
        self,
    ) -> None:
        self.single(1)
        manifest = self.manifest(self.several(1, 2, folder="_compacted"), "-", 1, 2)
        manifest.write_bytes(manifest.read_bytes().replace(b"manifest 1", b"manifest 2"))
        self.assert_rows(1, 2)
        self.single(2)
        self.assert_rows(1, 2)

    def test_a_manifest_with_a_strange_id_is_not_believed(self) -> None:
        self.single(1)
        text = b"lstm-sweep manifest 1\nfile ../../etc\nreplaces -\n"
        name = hashlib.sha256(text).hexdigest()[:32]
        (self.out / "_compacted" / f"{name}.manifest").write_bytes(text)
        self.assert_rows(1)

    def test_every_changed_byte_of_a_row_is_found(self) -> None:
        content = self.sealed(self.rows(1))
        for place in range(0, len(content), 7):
            changed = bytearray(content)
            changed[place] ^= 1
            with self.subTest(place):
                # The name of the key is what says that there is a seal.
                try:
                    self.assertFalse(_seal.verify(bytes(changed)))
                    self.assertIn(
                        place - content.rfind(b"lstmsweep.file_sha256"), range(23), "no seal"
                    )
                except Corrupt:
                    continue

    def test_a_changed_row_is_left_out_and_told(self) -> None:
        self.single(1)
        row = self.single(2)
        content = bytearray(row.read_bytes())
        content[40] ^= 1
        row.write_bytes(content)
        self.assert_left_out(f"Cannot read {self.out}/trials/{row.name}: its SHA-256 is", 1)

    def test_a_row_under_the_name_of_another_trial_is_left_out(self) -> None:
        row = self.single(1)
        shutil.copy(row, self.out / "trials" / f"trial-{trial(2)}.parquet")
        self.assert_left_out(f"its row is of trial {trial(1)}", 1)

    def test_a_compressed_row_is_left_out(self) -> None:
        self.single(1)
        content = self.sealed(self.rows(2), codec="gzip")
        (self.out / "trials" / f"trial-{trial(2)}.parquet").write_bytes(content)
        self.assert_left_out("is compressed with GZIP, must be UNCOMPRESSED", 1)

    def test_what_is_no_parquet_file_is_left_out(self) -> None:
        self.single(1)
        (self.out / "trials" / f"trial-{trial(2)}.parquet").write_bytes(b"")
        self.assert_left_out("it cannot be decoded", 1)

    def test_a_link_is_not_followed(self) -> None:
        self.single(1)
        (self.out / "trials" / f"trial-{trial(2)}.parquet").symlink_to("/etc/passwd")
        self.assert_left_out("it is a link, must be a file", 1)
        shutil.rmtree(self.out / "paused")
        (self.out / "paused").symlink_to("/etc")
        with self.assertRaisesRegex(SweepError, "must be a folder, but is a link"):
            ids(self.out)

    def test_a_pipe_is_not_opened(self) -> None:
        self.single(1)
        os.mkfifo(self.out / "trials" / f"trial-{trial(2)}.parquet")
        self.assert_left_out("it is no regular file", 1)

    def test_a_changed_file_of_many_rows_is_left_out(self) -> None:
        self.single(1)
        digest = self.several(2, 3)
        self.manifest(digest, "-", 2, 3)
        file = self.out / "trials" / f"rows-{digest}.parquet"
        content = bytearray(file.read_bytes())
        content[40] ^= 1
        file.write_bytes(content)
        self.assert_left_out(f"trials/rows-{digest}.parquet: its SHA-256 is", 1)

    def test_a_file_that_lacks_a_row_of_its_manifest_is_left_out(self) -> None:
        self.single(1)
        self.manifest(self.several(2), "-", 2, 3)
        self.assert_left_out(f"it has no row of trial {trial(3)}", 1)

    def test_a_row_without_a_seal_is_that_of_an_older_version(self) -> None:
        sink = pa.BufferOutputStream()
        pq.write_table(self.rows(1, schema_version=pa.array([1])), sink, compression="none")
        file = self.out / "trials" / f"trial-{trial(1)}.parquet"
        file.write_bytes(sink.getvalue().to_pybytes())
        self.assert_rows(1)

    def test_columns_and_fields_of_older_rows_are_null(self) -> None:
        def curve(**fields: float) -> pa.Array:
            return pa.array([[{"epoch": 1, **fields}, {"epoch": 2, **fields}]])

        self.single(1, schema_version=pa.array([1]), curve=curve(train_perplexity=5.0))
        self.single(2, curve=curve(train_perplexity=4.0, largest_h=0.5), keep=pa.array(["last"]))
        self.single(3, curve=pa.array([None], curve(train_perplexity=4.0, largest_h=0.5).type))
        found = lstm_sweep.read(self.out, form="arrow")
        self.assertEqual(found.column("keep").to_pylist(), [None, "last", None])
        self.assertEqual(
            lstm_sweep.epochs(self.out, form="arrow").to_pylist(),
            [
                {"trial_id": trial(1), "epoch": 1, "train_perplexity": 5.0, "largest_h": None},
                {"trial_id": trial(1), "epoch": 2, "train_perplexity": 5.0, "largest_h": None},
                {"trial_id": trial(2), "epoch": 1, "train_perplexity": 4.0, "largest_h": 0.5},
                {"trial_id": trial(2), "epoch": 2, "train_perplexity": 4.0, "largest_h": 0.5},
            ],
        )

    def test_a_column_of_another_type_leaves_its_file_out(self) -> None:
        self.single(1)
        self.single(2, schema_version=pa.array([1]), status=pa.array([0]))
        self.assert_left_out("its column status is int64, must be string", 1)

    def test_a_folder_without_a_specification_is_no_table(self) -> None:
        (self.out / "sweep.yaml").unlink()
        self.single(1)
        with self.assertRaisesRegex(SweepError, "must be a folder with a sweep.yaml"):
            ids(self.out)
        with self.assertRaisesRegex(SweepError, "must be a folder with a sweep.yaml"):
            ids(self.out / "nowhere")

    def test_a_table_without_a_readable_row_is_refused(self) -> None:
        with self.assertRaisesRegex(SweepError, "must have a finished trial; train one first"):
            ids(self.out)
        (self.out / "trials" / f"trial-{trial(2)}.parquet").write_bytes(b"PAR1")
        with self.assertRaisesRegex(SweepError, "it cannot be decoded") as refused:
            ids(self.out)
        self.assertEqual(refused.exception.exit_code, 4)

    def test_columns_are_chosen(self) -> None:
        self.single(2)
        self.single(1, keep=pa.array(["best"]))
        found = lstm_sweep.read(self.out, columns=["keep", "trial_id"], form="arrow")
        self.assertEqual(
            found.to_pydict(), {"keep": ["best", None], "trial_id": [trial(1), trial(2)]}
        )
        with self.assertRaisesRegex(SweepError, "Cannot read the column lrr"):
            lstm_sweep.read(self.out, columns=["lrr"])
        with self.assertRaisesRegex(SweepError, "must be a list of names"):
            lstm_sweep.read(self.out, columns="lr")

    def test_another_form_is_refused(self) -> None:
        self.single(1)
        with self.assertRaisesRegex(SweepError, "must be 'pandas' or 'arrow'"):
            lstm_sweep.read(self.out, form="polars")  # type: ignore[call-overload]

    def test_a_uri_is_read(self) -> None:
        self.single(1)
        self.paused(2, 3)
        self.assertEqual(ids(self.out.as_uri()), [trial(1), trial(2)])
        with self.assertRaisesRegex(SweepError, "must be a folder with a sweep.yaml"):
            ids(self.out.as_uri() + "/nowhere")
        with self.assertRaisesRegex(SweepError, "Cannot reach the table strange://x"):
            ids("strange://x")

    def test_a_row_that_moves_while_it_is_read_is_found(self) -> None:
        from lstm_sweep import _files

        self.single(1)
        self.single(2)
        own = _files.Files.read
        moved = []

        def read(files: _files.Files, path: str) -> bytes:
            if not moved:
                # A compaction between the listing and the first read.
                moved.append(path)
                self.manifest(self.several(1, 2), "-", 1, 2)
                for number in (1, 2):
                    os.unlink(self.out / "trials" / f"trial-{trial(number)}.parquet")
            return own(files, path)

        _files.Files.read = read  # type: ignore[method-assign]
        try:
            self.assert_rows(1, 2)
        finally:
            _files.Files.read = own  # type: ignore[method-assign]
        self.assertEqual(len(moved), 1)


class Trained(unittest.TestCase):
    """Tables that the command line has trained."""

    def equal(self, out: Path) -> None:
        """Compares rows and curves with those of the command line."""
        columns = "trial_id, status, cell, lr, validation_perplexity, best_epoch, sample"
        wanted = {
            row["trial_id"]: row for row in tables.answer(out, f"select {columns} from trials")
        }
        found = lstm_sweep.read(out, columns=columns.split(", "), form="arrow").to_pylist()
        self.assertEqual(len(found), len(wanted))
        for row in found:
            for column, value in row.items():
                text = wanted[row["trial_id"]][column]
                if isinstance(value, float):
                    self.assertEqual(value, float(text), column)
                else:
                    self.assertEqual("" if value is None else str(value), text, column)
        columns = "trial_id, epoch, train_perplexity, validation_perplexity, gradient_norm_max"
        order = "order by trial_id, epoch"
        curves = tables.answer(out, f"select {columns} from epochs {order}")
        rows = lstm_sweep.epochs(out, form="arrow").select(columns.split(", ")).to_pylist()
        rows.sort(key=lambda row: (row["trial_id"], row["epoch"]))
        self.assertEqual(
            [list(map(str, row.values())) for row in rows],
            [
                [c["trial_id"], c["epoch"], *(str(float(v)) for v in list(c.values())[2:])]
                for c in curves
            ],
        )

    def test_a_grid(self) -> None:
        self.equal(tables.trained("grid"))

    def test_paused_trials(self) -> None:
        out = tables.trained("halving")
        self.equal(out)
        statuses = lstm_sweep.read(out, form="arrow").column("status").to_pylist()
        self.assertEqual((statuses.count("OK"), statuses.count("PAUSED")), (3, 6))

    def test_a_compacted_table(self) -> None:
        out = tables.compacted("grid")
        self.assertEqual([f.name[:5] for f in (out / "trials").iterdir()], ["rows-"])
        self.equal(out)
        before = lstm_sweep.read(tables.trained("grid"), form="arrow")
        self.assertTrue(lstm_sweep.read(out, form="arrow").equals(before))

    def test_a_time_series_has_forecasts(self) -> None:
        out = tables.trained("series")
        found = lstm_sweep.forecasts(out, form="arrow")
        self.assertEqual(found.num_rows, 2 * 300)
        self.assertEqual(
            found.column_names,
            ["trial_id", "place", "value", "ahead_1", "ahead_4", "ahead_16", "ahead_64"],
        )
        self.assertEqual(lstm_sweep.forecasts(tables.trained("grid"), form="arrow").num_rows, 0)

    @unittest.skipUnless(HAS_PANDAS, "pandas is not installed")
    def test_pandas_has_the_rows_that_it_reads_itself(self) -> None:
        import pandas as pd

        out = tables.trained("grid")
        found = lstm_sweep.read(out)
        own = pd.read_parquet(out / "trials").set_index("trial_id").loc[found["trial_id"]]
        self.assertEqual(list(found.columns), ["trial_id", *own.columns])
        for column in own.columns:
            if column not in ("curve", "forecasts"):
                pd.testing.assert_series_equal(
                    found.set_index("trial_id")[column], own[column], check_dtype=False
                )
        curves = lstm_sweep.epochs(out)
        last = curves.groupby("trial_id")["validation_perplexity"].last()
        self.assertEqual(
            last.loc[found["trial_id"]].tolist(), found["validation_perplexity"].tolist()
        )
        self.assertEqual(str(curves["epoch"].dtype), "int64")


if __name__ == "__main__":
    unittest.main()
