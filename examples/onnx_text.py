"""Writes text with a trained model in ONNX Runtime, token by token, and compares it with the text of the table.

Needs a JDK 17 or newer, Maven, and two packages: pip install numpy onnxruntime

    python examples/onnx_text.py [OUT]

It trains the quickstart into OUT, or what OUT lacks of it, and exports the best model beside OUT.
"""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnxruntime

root = Path(__file__).resolve().parents[1]
out = Path(sys.argv[1] if len(sys.argv) > 1 else root / "out" / "onnx").resolve()
file = out.with_name(f"{out.name}.onnx")


def lstm_sweep(*arguments):
    return subprocess.run(
        [root / "bin" / "lstm-sweep", *arguments], check=True, stdout=subprocess.PIPE, text=True
    ).stdout


print(lstm_sweep("run", root / "conf" / "quickstart.yaml", "--out", out, "--quiet"), end="")
print(lstm_sweep("export", out, "--trial", "best", "--format", "onnx", "--to", file, "--force"), end="")
row = json.loads(lstm_sweep("show", out, "best", "--json"))

session = onnxruntime.InferenceSession(file)
tokens = json.loads(session.get_modelmeta().custom_metadata_map["vocabulary"])
names = [output.name for output in session.get_outputs()]
# A call takes the state that the one before it returned, and begins with zeros.
state = {
    given.name: np.zeros((given.shape[0], 1, given.shape[2]), np.float32)
    for given in session.get_inputs()
    if given.name != "tokens"
}

text = read = "it has"
while len(text) < len(row["sample"]):
    ids = np.array([[tokens.index(character)] for character in read])
    made = dict(zip(names, session.run(names, {"tokens": ids, **state})))
    state = {name: made[f"{name}_next"] for name in state}
    read = tokens[made["logits"][-1, 0].argmax()]
    text += read
print(f"ONNX Runtime writes: {text}")
assert text == row["sample"], f"the table has {row['sample']}"
