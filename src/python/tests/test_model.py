"""Models: the arithmetic against Java's, and the models of a trained table."""

from __future__ import annotations

import base64
import importlib.util
import json
import sys
import unittest
from pathlib import Path
from typing import Any, Callable

import numpy as np

import lstm_sweep
from lstm_sweep import SweepError, _modelfile, _models
from lstm_sweep._errors import Corrupt
from lstm_sweep._model import Model
from tests import tables

HAS_TORCH = importlib.util.find_spec("torch") is not None
HAS_ONNX = importlib.util.find_spec("onnxruntime") is not None
#: Models, and what Java computes with them; PythonModelsTest.java keeps them.
KEPT = json.loads((Path(__file__).parent / "models.json").read_text("utf-8"))


def setUpModule() -> None:
    for has, library in ((HAS_TORCH, "PyTorch"), (HAS_ONNX, "ONNX Runtime")):
        if not has:
            print(f"SKIPPED: the tests of models with {library} need it", file=sys.stderr)


def model(kept: dict) -> Model:
    parameters, tokens = _modelfile.parse(base64.b64decode(kept["file"]), kept["parameters_sha256"])
    return Model(kept, _models._arrays(kept, parameters), tokens)


def steps(kept: dict) -> np.ndarray:
    """Returns the inputs of a series, of shape (steps, windows, numbers)."""
    width = 1 + len(json.loads(kept.get("input_columns", "[]")))
    moments, tau = np.reshape(kept["values"], (-1, width)), kept["tau"]
    windows = np.stack([moments[i : i + tau] for i in range(len(kept["forecasts"]))])
    return read_by(kept["input"], windows)


def read_by(form: str, windows: np.ndarray) -> np.ndarray:
    """Returns windows (windows, tau, numbers) as a model reads them: (steps, batch, numbers)."""
    # A minibatch is one sequence of windows, or one sequence for each window.
    return windows.reshape(len(windows), 1, -1) if form == "window" else windows.transpose(1, 0, 2)


def forecasts(kept: dict, outputs: np.ndarray) -> np.ndarray:
    return outputs[:, 0, 0] if kept["input"] == "window" else outputs[-1, :, 0]


#: Computes the outputs of a model from its inputs, in float64.
Outputs = Callable[[Model, np.ndarray], np.ndarray]


def numpy_outputs(read: Model, inputs: np.ndarray) -> np.ndarray:
    return read.outputs(inputs)[0]


def torch_outputs(read: Model, inputs: np.ndarray) -> np.ndarray:
    import torch

    given = torch.tensor(inputs if read.is_language_model else inputs.astype(np.float32))
    with torch.no_grad():
        return read.torch()(given)[0].numpy().astype(np.float64)


def demand(row: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Returns the moments of a model of the demand, and the mean and deviation of each column."""
    names = ["demand", *json.loads(row["input_columns"])]
    order = [tables.DEMAND.index(name) for name in names]
    moments = np.array(tables.demand(), np.float32).astype(np.float64)[:, order]
    learned = moments[: row["train_windows"] + row["tau"]]
    return moments, learned.mean(axis=0), learned.std(axis=0)


class KeptModels(unittest.TestCase):
    def test_every_cell_and_activation_is_kept(self) -> None:
        forms = {(m["cell"], m["hidden_activation"], m["num_layers"]) for m in KEPT}
        self.assertEqual(len(forms), 4 * 2 * 2)
        forms = {(m["cell"], m["input"], "input_columns" in m) for m in KEPT if "input" in m}
        self.assertEqual(len(forms), 4 * 2 * 2)

    def test_numpy_has_the_probabilities_and_forecasts_of_java(self) -> None:
        for kept in KEPT:
            with self.subTest(kept["cell"], activation=kept["hidden_activation"]):
                read = model(kept)
                if read.is_language_model:
                    found, wanted = read.probabilities(kept["ids"]), kept["probabilities"]
                else:
                    found, wanted = forecasts(kept, read.outputs(steps(kept))[0]), kept["forecasts"]
                np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-6)

    @unittest.skipUnless(HAS_TORCH, "PyTorch is not installed")
    def test_pytorch_has_the_probabilities_and_forecasts_of_java(self) -> None:
        import torch

        for kept in KEPT:
            with self.subTest(kept["cell"], activation=kept["hidden_activation"]):
                read = model(kept)
                network = read.torch()
                self.assertFalse(network.training)
                with torch.no_grad():
                    if read.is_language_model:
                        logits = network(torch.tensor(kept["ids"]))[0]
                        found, wanted = torch.softmax(logits, -1).numpy(), kept["probabilities"]
                    else:
                        inputs = torch.tensor(steps(kept), dtype=torch.float32)
                        found = forecasts(kept, network(inputs)[0].numpy())
                        wanted = kept["forecasts"]
                np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-6)

    @unittest.skipUnless(HAS_TORCH, "PyTorch is not installed")
    def test_a_cell_of_pytorch_and_ours_have_one_form(self) -> None:
        import torch

        from lstm_sweep._torch import CellLayers

        torch.manual_seed(1)
        inputs = torch.randn(5, 2, 4)
        for cell, of_pytorch in (
            ("lstm", torch.nn.LSTM),
            ("gru", torch.nn.GRU),
            ("rnn", torch.nn.RNN),
        ):
            theirs = of_pytorch(4, 3, 2)
            ours = CellLayers(cell, "tanh", 4, 3, 2)
            ours.load_state_dict(theirs.state_dict())
            for batch in (inputs, inputs[:, 0]):
                wanted, state = theirs(batch)
                found, after = ours(batch)
                again, _ = ours(batch, after)
                wanted_again, _ = theirs(batch, state)
                torch.testing.assert_close(found, wanted, rtol=1e-5, atol=1e-6)
                torch.testing.assert_close(after, state, rtol=1e-5, atol=1e-6)
                torch.testing.assert_close(again, wanted_again, rtol=1e-5, atol=1e-6)

    @unittest.skipUnless(HAS_TORCH, "PyTorch is not installed")
    def test_every_parameter_of_the_module_learns(self) -> None:
        import torch

        for kept in KEPT:
            network = model(kept).torch()
            if kept["task"] == "language-model":
                loss = network(torch.tensor(kept["ids"]))[0].logsumexp(-1).sum()
            else:
                loss = network(torch.tensor(steps(kept), dtype=torch.float32))[0].square().sum()
            loss.backward()
            for name, parameter in network.named_parameters():
                self.assertGreater(float(parameter.grad.abs().sum()), 0, name)

    def test_a_batch_and_a_state_change_nothing(self) -> None:
        for kept in KEPT:
            read = model(kept)
            if not read.is_language_model:
                continue
            ids = np.array(kept["ids"])
            whole, after = read.outputs(ids)
            first, state = read.outputs(ids[:3])
            second, end = read.outputs(ids[3:], state)
            np.testing.assert_array_equal(np.concatenate([first, second]), whole)
            np.testing.assert_array_equal(end[0], after[0])
            both, _ = read.outputs(np.stack([ids, ids[::-1]], axis=1))
            np.testing.assert_allclose(both[:, 0], whole, rtol=0, atol=1e-12)

    def test_tokens_are_spelled_back(self) -> None:
        tokens = {m["cell"]: model(m).tokens for m in KEPT if m["task"] == "language-model"}
        self.assertEqual(tokens["gru"], ("\n", "<unk>", "\\", "a", "b"))
        self.assertEqual(tokens["lstm"], (" ", "<unk>", "a", "b", "é"))

    def test_inputs_that_do_not_fit_are_refused(self) -> None:
        text = model(next(m for m in KEPT if m["task"] == "language-model"))
        series = model(next(m for m in KEPT if m.get("input") == "window"))
        columns = model(next(m for m in KEPT if "input_columns" in m))
        for call, message in (
            (lambda: text.outputs([0, 5]), "Cannot read the ids 0 to 5: must be from 0 to 4"),
            (lambda: text.outputs([0, -1]), "Cannot read the ids -1 to 0: must be from 0 to 4"),
            (lambda: text.outputs([0.5]), "Cannot read ids of type float64: must be integers"),
            (lambda: text.outputs(3), "inputs of shape (): must have 1 or 2 axes"),
            (lambda: series.outputs([[1, 2]]), "Cannot read 2 numbers per step: must be 4"),
            (lambda: columns.outputs([[1, 2, 3, 4]]), "Cannot read 4 numbers per step: must be 12"),
            (lambda: series.probabilities([1]), "the task must be language-model, but is time"),
            (lambda: series.ids("a"), "the model has no tokens"),
        ):
            with self.assertRaises(SweepError) as refused:
                call()
            self.assertIn(message, str(refused.exception))

    def test_no_input_gives_no_output(self) -> None:
        text = model(next(m for m in KEPT if m["task"] == "language-model"))
        self.assertEqual(text.outputs(np.zeros(0, int))[0].shape, (0, 5))

    def test_arrays_cannot_be_written_to(self) -> None:
        with self.assertRaises(ValueError):
            model(KEPT[0]).arrays["linear.bias"][0] = 1


class BadModelFiles(unittest.TestCase):
    def setUp(self) -> None:
        kept = next(m for m in KEPT if m["cell"] == "rnn" and m["task"] == "language-model")
        self.sha256 = kept["parameters_sha256"]
        self.bytes = base64.b64decode(kept["file"])
        self.count = int.from_bytes(self.bytes[8:12], "little")

    def refused(self, content: bytes, message: str) -> None:
        with self.assertRaises(Corrupt) as refused:
            _modelfile.parse(content, self.sha256)
        self.assertIn(message, str(refused.exception))

    def test_the_whole_file_is_read(self) -> None:
        self.assertEqual(len(_modelfile.parse(self.bytes, self.sha256)[0]), self.count)

    def test_the_version_before_has_no_tokens(self) -> None:
        old = b"LSTMSWP\x02" + self.bytes[8 : 12 + 4 * self.count]
        self.assertIsNone(_modelfile.parse(old, self.sha256)[1])
        self.refused(old[:-1], f"must have 12 and 4 for each of its {self.count} parameters")

    def test_every_changed_byte_is_found(self) -> None:
        for place in range(len(self.bytes)):
            changed = bytearray(self.bytes)
            changed[place] ^= 1
            # 3 becomes 2, whose file would end after the parameters.
            with self.subTest(place), self.assertRaises(Corrupt):
                _modelfile.parse(bytes(changed), self.sha256)

    def test_every_shorter_file_is_refused(self) -> None:
        for length in range(len(self.bytes)):
            with self.subTest(length), self.assertRaises(Corrupt):
                _modelfile.parse(self.bytes[:length], self.sha256)

    def test_messages_say_what_is_wrong(self) -> None:
        self.refused(b"PK" * 30, "it is no model file: it must begin with LSTMSWP")
        newer = self.bytes[:7] + b"\x05" + self.bytes[8:]
        self.refused(newer, "its version is 5, must be 2, 3 or 4; a newer lstm-sweep may read it")
        negative = self.bytes[:8] + b"\xff\xff\xff\xff" + self.bytes[12:]
        self.refused(negative, "must have at least 48 and 4 for each of its -1 parameters")
        self.refused(self.bytes + b"x", "of its tokens")


class TrainedModels(unittest.TestCase):
    """The models of tables that the command line has trained."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.out = tables.trained("grid")
        cls.rows = lstm_sweep.read(cls.out)

    def test_the_best_is_the_first_row(self) -> None:
        best = lstm_sweep.model(self.out)
        self.assertEqual(best.row["trial_id"], self.rows["trial_id"][0])
        self.assertEqual(
            best.row["validation_perplexity"], self.rows["validation_perplexity"].min()
        )

    def test_every_model_writes_the_sample_of_its_row(self) -> None:
        for _, row in self.rows.iterrows():
            read = lstm_sweep.model(self.out, row["trial_id"])
            text, state = row["sample_prefix"], None
            logits, state = read.outputs(read.ids(text))
            for _ in range(row["sample_length"]):
                token = int(logits[-1].argmax())
                text += read.tokens[token]
                logits, state = read.outputs([token], state)
            self.assertEqual(text, row["sample"], row["cell"])

    def test_every_model_has_the_perplexity_of_its_row(self) -> None:
        for _, row in self.rows.iterrows():
            read = lstm_sweep.model(self.out, row["trial_id"][:12].upper())
            self.assert_perplexity(read, row, numpy_outputs)

    def assert_perplexity(self, read: Model, row: Any, outputs: Outputs) -> None:
        text = (
            tables.ROOT / "src/main/resources/io/github/lstmsweep/corpus/load/harbour.txt"
        ).read_text("utf-8")
        text = " ".join("".join(c if c.isascii() and c.isalpha() else " " for c in text).split())
        text = text.lower()
        ids = np.array(read.ids(text if row["tokens"] == "char" else text.split()))
        first, size, length = row["train_windows"], row["validation_windows"], row["num_steps"]
        windows = np.stack([ids[i : i + length + 1] for i in range(first, first + size)], axis=1)
        losses = []
        for batch in np.split(windows, range(row["batch_size"], size, row["batch_size"]), axis=1):
            logits = outputs(read, batch[:-1])
            logits = logits - logits.max(-1, keepdims=True)
            logs = logits - np.log(np.exp(logits).sum(-1, keepdims=True))
            losses.append(-np.take_along_axis(logs, batch[1:, :, None], -1).mean())
        self.assertAlmostEqual(
            np.exp(np.mean(losses)) / row["validation_perplexity"], 1, delta=1e-5, msg=row["cell"]
        )

    def test_a_deep_model_of_words_with_identity_is_read(self) -> None:
        out = tables.trained("layers")
        read = lstm_sweep.model(out)
        self.assertEqual((read.num_layers, read.hidden_activation), (2, "identity"))
        self.assertEqual(len(read.tokens), read.row["vocab_size"])
        self.assertIn("rnn.weight_ih_l1", read.arrays)
        self.assertEqual(read.probabilities(read.ids(["the", "no such word"])).shape[0], 2)

    def test_a_series_has_the_forecasts_of_its_row(self) -> None:
        out = tables.trained("series")
        series = np.array(tables.values(), np.float32).astype(np.float64)
        forecasts = lstm_sweep.forecasts(out, form="arrow").to_pandas()
        for _, row in lstm_sweep.read(out).iterrows():
            read = lstm_sweep.model(out, row["trial_id"])
            self.assertIsNone(read.tokens)
            first, size, tau = row["train_windows"], row["validation_windows"], row["tau"]
            learned = series[: first + tau]
            mean, deviation = learned.mean(), learned.std()
            scaled = (series - mean) / deviation
            windows = np.stack([scaled[i : i + tau] for i in range(first, first + size)])
            found = []
            for batch in np.split(windows, range(row["batch_size"], size, row["batch_size"])):
                # A minibatch is one sequence of windows, or one sequence for each window.
                if row["input"] == "window":
                    found.append(read.outputs(batch)[0][:, 0])
                else:
                    found.append(read.outputs(batch.T[:, :, None])[0][-1, :, 0])
            own = forecasts[forecasts["trial_id"] == row["trial_id"]]
            self.assertEqual(own["place"].tolist(), list(range(first + tau, first + size + tau)))
            np.testing.assert_allclose(
                np.concatenate(found) * deviation + mean, own["ahead_1"], rtol=0, atol=1e-5
            )

    def test_a_series_with_columns_has_the_forecasts_and_the_score_of_its_row(self) -> None:
        rows = lstm_sweep.read(tables.trained("columns"))
        self.assertEqual({"OK"}, set(rows["status"]))
        self.assertEqual({'["temperature","price"]'}, set(rows["input_columns"]))
        self.assertEqual(len(rows), 16)
        for _, row in rows.iterrows():
            self.assert_forecasts(tables.trained("columns"), row, numpy_outputs)

    @unittest.skipUnless(HAS_TORCH, "PyTorch is not installed")
    def test_pytorch_has_the_forecasts_and_the_score_of_every_series(self) -> None:
        for name in ("columns", "paused"):
            for _, row in lstm_sweep.read(tables.trained(name)).iterrows():
                self.assert_forecasts(tables.trained(name), row, torch_outputs)

    def test_a_paused_series_with_columns_has_the_score_of_its_row(self) -> None:
        rows = lstm_sweep.read(tables.trained("paused"))
        self.assertEqual({"PAUSED"}, set(rows["status"]))
        for _, row in rows.iterrows():
            self.assert_forecasts(tables.trained("paused"), row, numpy_outputs)

    def assert_forecasts(self, out: Path, row: Any, outputs: Outputs) -> None:
        """Compares a model of the demand with its row."""
        moments, mean, deviation = demand(row)
        first, size, tau = row["train_windows"], row["validation_windows"], row["tau"]
        windows = np.stack([moments[i : i + tau] for i in range(first, first + size)])
        read = lstm_sweep.model(out, row["trial_id"])
        found = []
        for batch in np.split(windows, range(row["batch_size"], size, row["batch_size"])):
            made = outputs(read, read_by(row["input"], (batch - mean) / deviation))
            found.append(forecasts(read.row, made))
        ahead = np.concatenate(found) * deviation[0] + mean[0]
        true = moments[first + tau : first + tau + size, 0]
        rmse = np.sqrt(np.square(ahead - true).mean())
        self.assertAlmostEqual(rmse / row["validation_rmse"], 1, delta=1e-5, msg=row["cell"])
        own = lstm_sweep.forecasts(out)
        own = own[own["trial_id"] == row["trial_id"]]
        self.assertEqual(own["place"].tolist(), list(range(first + tau, first + tau + size)))
        difference = np.abs(ahead - own["ahead_1"].to_numpy()) / deviation[0]
        self.assertLess(difference.max(), 1e-5, row["cell"])

    @unittest.skipUnless(HAS_ONNX, "ONNX Runtime is not installed")
    def test_an_exported_series_with_columns_has_the_forecasts_of_numpy_and_pytorch(self) -> None:
        import onnxruntime

        out = tables.trained("columns")
        rows = lstm_sweep.read(out).query("num_layers == 2")
        self.assertEqual(len(rows), 8)
        for _, row in rows.iterrows():
            file = str(out) + f"-{row['trial_id']}.onnx"
            tables.call(
                "export", str(out), "--trial", row["trial_id"], "--format", "onnx", "--to", file
            )
            session = onnxruntime.InferenceSession(file)
            about = session.get_modelmeta().custom_metadata_map
            self.assertEqual(json.loads(about["input_columns"]), ["temperature", "price"])
            moments, mean, deviation = demand(row)
            windows = np.stack([moments[i : i + row["tau"]] for i in range(40)])
            given = {
                i.name: np.zeros((i.shape[0], 1, i.shape[2]), np.float32)
                for i in session.get_inputs()
                if i.name != "values"
            }
            given["values"] = windows.astype(np.float32)
            made = session.run(["forecast"], given)[0]
            read = lstm_sweep.model(out, row["trial_id"])
            inputs = read_by(row["input"], (windows - mean) / deviation)
            for outputs in (numpy_outputs, torch_outputs) if HAS_TORCH else (numpy_outputs,):
                found = forecasts(read.row, outputs(read, inputs))
                np.testing.assert_allclose(
                    (made - mean[0]) / deviation[0], found, rtol=0, atol=1e-5, err_msg=row["cell"]
                )

    @unittest.skipUnless(HAS_TORCH, "PyTorch is not installed")
    def test_pytorch_writes_the_sample_and_has_the_perplexity_of_every_row(self) -> None:
        import torch

        for name, tokens in (("grid", "".join), ("layers", " ".join)):
            rows = lstm_sweep.read(tables.trained(name)).query("status == 'OK'")
            self.assertGreater(len(rows), 1)
            for _, row in rows.iterrows():
                read = lstm_sweep.model(tables.trained(name), row["trial_id"])
                network, state = read.torch(), None
                spelled = row["sample_prefix"] if name == "grid" else row["sample_prefix"].split()
                written = list(spelled)
                inputs = torch.tensor(read.ids(spelled))
                with torch.no_grad():
                    for _ in range(row["sample_length"]):
                        logits, state = network(inputs, state)
                        inputs = logits[-1:].argmax(-1)
                        written.append(read.tokens[inputs.item()])
                self.assertEqual(tokens(written), row["sample"], row["cell"])
                self.assert_perplexity(read, row, torch_outputs)

    def test_trials_without_a_model_are_refused(self) -> None:
        diverged = lstm_sweep.read(tables.trained("layers")).query("status == 'DIVERGED'")
        self.assertGreater(len(diverged), 0)
        with self.assertRaisesRegex(
            SweepError, "must be OK or PAUSED, since no other has a model, but is DIV"
        ):
            lstm_sweep.model(tables.trained("layers"), diverged["trial_id"].iloc[0])

    def test_a_trial_that_stopped_early_has_its_model_in_its_state(self) -> None:
        out = tables.trained("early")
        rows = lstm_sweep.read(out)
        self.assertEqual({"PAUSED"}, set(rows["status"]))
        self.assertTrue(rows["validation_perplexity"].is_monotonic_increasing)
        self.assertEqual(lstm_sweep.model(out).row["trial_id"], rows["trial_id"][0])
        grid = lstm_sweep.model(self.out)
        for _, row in rows.iterrows():
            read = lstm_sweep.model(out, row["trial_id"])
            self.assertIsNone(read.tokens)
            # Both tables are of one text, so its tokens have equal ids.
            text, state = row["sample_prefix"], None
            logits, state = read.outputs(grid.ids(text))
            for _ in range(row["sample_length"]):
                token = int(logits[-1].argmax())
                text += grid.tokens[token]
                logits, state = read.outputs([token], state)
            self.assertEqual(text, row["sample"], row["keep"])

    def test_a_changed_or_missing_state_is_refused(self) -> None:
        out = tables.copied("early")
        trial = lstm_sweep.read(out)["trial_id"][0]
        file = next((out / "paused").glob(f"{trial}-*.state"))
        whole = file.read_bytes()
        for place in (0, 7, 8, 60, len(whole) // 2, len(whole) - 1):
            content = bytearray(whole)
            content[place] ^= 1
            file.write_bytes(content)
            with self.assertRaises(SweepError):
                lstm_sweep.model(out)
        file.write_bytes(whole[: len(whole) // 2])
        with self.assertRaises(SweepError):
            lstm_sweep.model(out)
        file.unlink()
        with self.assertRaisesRegex(SweepError, "it is missing"):
            lstm_sweep.model(out)

    def test_names_of_no_trial_are_refused(self) -> None:
        for name, message in (
            ("../x", "must be best, or the id of a trial or its beginning"),
            ("0" * 32, "no trial of the table .* has such an id"),
        ):
            with self.assertRaisesRegex(SweepError, message):
                lstm_sweep.model(self.out, name)
        digits = [i[0] for i in self.rows["trial_id"]]
        twice = next((d for d in digits if digits.count(d) > 1), None)
        if twice:
            with self.assertRaisesRegex(SweepError, "must be the beginning of one id, but is that"):
                lstm_sweep.model(self.out, twice)

    def test_a_changed_or_missing_model_is_refused(self) -> None:
        out = tables.copied("grid")
        best = self.rows.iloc[0]
        file = out / "models" / f"{best['trial_id']}-{best['parameters_sha256']}.bin"
        content = bytearray(file.read_bytes())
        content[100] ^= 1
        file.write_bytes(content)
        with self.assertRaisesRegex(SweepError, "the SHA-256 of its parameters is"):
            lstm_sweep.model(out)
        file.unlink()
        with self.assertRaisesRegex(SweepError, "it is missing"):
            lstm_sweep.model(out)
        file.symlink_to("/etc/passwd")
        with self.assertRaisesRegex(SweepError, "it is a link, must be a file"):
            lstm_sweep.model(out)


if __name__ == "__main__":
    unittest.main()
