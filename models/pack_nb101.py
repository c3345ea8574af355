#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write nb101-measurements-v1.cellar: what is publicly known of NAS-Bench-101's trainings, by the cells' md5 order.

    python3 models/pack_nb101.py DIR models/nb101-measurements-v1.cellar

DIR holds test_accuracy_108epochs_repeat0.npy (from Tongzhou0101/ObfuNAS, MIT: test accuracy after 108 epochs of the first
repeat, ascending order of the cells' hashes) and validation_20k.json (from tiga1231/nasbench-vis: hash, validation accuracy
and training time of 20,001 cells). The data are NAS-Bench-101's (Ying et al., ICML 2019, Apache-2.0). Needs numpy. Nobody
needs to run this to build, train or use Cellar: its result is kept in the repository.
"""

import json
import pathlib
import sys

import numpy as np

from container import BYTES, container, section

IMAGES = 9984  # accuracies are k of 9,984: the evaluation drops the last, incomplete batch of 256
BUDGETS = [4, 12, 36, 108]


def counts(accuracies):
    """The k of accuracies that are k/9984, as u16."""
    scaled = np.asarray(accuracies, float) * IMAGES
    k = np.rint(scaled)
    assert np.abs(scaled - k).max() < 0.01, "an accuracy is not a count of 9,984 images"
    return k.astype("<u2").tobytes()


def main():
    folder, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    test = np.load(folder / "test_accuracy_108epochs_repeat0.npy")
    known = json.loads((folder / "validation_20k.json").read_text())
    hashes = known["key"]
    assert hashes == sorted(hashes), "the 20,001 cells are the first ones by hash"
    sections = [section(BYTES, "test correct 108", counts(test))]
    sections += [section(BYTES, f"val correct {b}", counts(known[f"{b}_final_validation_accuracy"])) for b in BUDGETS]
    sections.append(section(BYTES, "training seconds 108", np.asarray(known["final_training_time"], "<f4").tobytes()))
    target.write_bytes(container("nb101-measurements", "nb101-measurements-v1", "1.0.0", sections))
    print(f"{len(test)} cells, {len(hashes)} with validation accuracy, {target.stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
