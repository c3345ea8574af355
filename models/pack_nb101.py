#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write nb101-measurements-v1.cellar: what is publicly known of NAS-Bench-101's trainings, by the cells' md5 order.

    python3 models/pack_nb101.py DIR models/nb101-measurements-v1.cellar

DIR holds test_accuracy_108epochs_repeat0.npy (from Tongzhou0101/ObfuNAS, MIT: test accuracy after 108 epochs of the first
repeat, ascending order of the cells' hashes) and validation_20k.json (from tiga1231/nasbench-vis: hash, validation accuracy
and training time of 20,001 cells). The data are NAS-Bench-101's (Ying et al., ICML 2019, Apache-2.0). Needs numpy. Nobody
needs to run this to build, train or use Cellar: its result is kept in the repository.
"""

import hashlib
import json
import pathlib
import struct
import sys

import numpy as np

IMAGES = 9984  # accuracies are k of 9,984: the evaluation drops the last, incomplete batch of 256
BUDGETS = [4, 12, 36, 108]


def counts(accuracies):
    """The k of accuracies that are k/9984, as u16."""
    scaled = np.asarray(accuracies, float) * IMAGES
    k = np.rint(scaled)
    assert np.abs(scaled - k).max() < 0.01, "an accuracy is not a count of 9,984 images"
    return k.astype("<u2").tobytes()


# The container of models/FORMAT.md.
def name_bytes(name):
    return struct.pack("<B", len(name)) + name.encode()


def section(name, payload):
    return struct.pack("<B", 4) + name_bytes(name) + struct.pack("<I", len(payload)) + payload


def container(kind, name, version, sections):
    content = name_bytes(kind) + name_bytes(name) + name_bytes(version) + struct.pack("<I", len(sections))
    content += b"".join(sections)
    head = b"\x89CELLAR\n" + struct.pack("<IQ", 1, 8 + 12 + len(content) + 32)
    return head + content + hashlib.sha256(head + content).digest()


def main():
    folder, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    test = np.load(folder / "test_accuracy_108epochs_repeat0.npy")
    known = json.loads((folder / "validation_20k.json").read_text())
    hashes = known["key"]
    assert hashes == sorted(hashes), "the 20,001 cells are the first ones by hash"
    sections = [section("test correct 108", counts(test))]
    sections += [section(f"val correct {b}", counts(known[f"{b}_final_validation_accuracy"])) for b in BUDGETS]
    sections.append(section("training seconds 108", np.asarray(known["final_training_time"], "<f4").tobytes()))
    target.write_bytes(container("nb101-measurements", "nb101-measurements-v1", "1.0.0", sections))
    print(f"{len(test)} cells, {len(hashes)} with validation accuracy, {target.stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
