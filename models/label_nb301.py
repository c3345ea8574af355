#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write nb301-labels-v1.cellar: architectures of the DARTS space with the answers of two published surrogates.

    python3 models/label_nb301.py DIR models/nb301-labels-v1.cellar

DIR holds, from slds-lmu/yahpo_data (Apache-2.0), nb301/new_model.onnx at commit 3a646b87 as teacher_v1.onnx, the same
at 0e288068 as teacher_v2.onnx and its encoding.json; and, from automl/NASLib (Apache-2.0), its 725 answers of
NB301-XGB-v1.0 as published_xgb_predictions_725.json. Needs numpy and onnxruntime. Takes two minutes. Nobody needs to
run this to build, train or use Cellar: its result is kept in the repository. See nb301-trees-v1.md for what it is.
"""

import ast
import json
import pathlib
import struct
import sys

import numpy as np
import onnxruntime

from container import BYTES, COLUMN, NUMBERS, TEXT, container, section

SEED = 301
EPOCHS = [1, 4, 10, 25, 50, 75, 90, 98]  # dense where the learning curve bends
SOURCES = ["rs", "re", "de", "ls", "parameter_free", "held_out", "published"]
OPERATIONS = ["max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "sep_conv_5x5", "dil_conv_3x3", "dil_conv_5x5"]
FIRST_EDGE = {2: 0, 3: 2, 4: 5, 5: 9}  # of the candidate edges into a node


class Teachers:
    """The two networks; an architecture is an int array [cell, edge, (source, operation)] with sources ascending."""

    def __init__(self, folder):
        one_thread = onnxruntime.SessionOptions()
        one_thread.intra_op_num_threads = 1
        self.v1 = onnxruntime.InferenceSession(str(folder / "teacher_v1.onnx"), one_thread)
        self.v2 = onnxruntime.InferenceSession(str(folder / "teacher_v2.onnx"), one_thread)
        codes = json.loads((folder / "encoding.json").read_text())
        prefix = "NetworkSelectorDatasetInfo_COLON_darts_COLON_"
        self.operation_code = [codes[prefix + "edge_normal_0"][name] for name in OPERATIONS]
        self.input_code = {n: codes[f"{prefix}inputs_node_normal_{n}"] for n in (3, 4, 5)}

    def encode(self, architecture):
        x = np.zeros(34, np.int32)
        for c in range(2):
            for node in range(2, 6):
                edges = architecture[c][2 * (node - 2): 2 * (node - 1)]
                for source, operation in edges:
                    x[14 * c + FIRST_EDGE[node] + source] = self.operation_code[operation]
                if node > 2:
                    x[28 + 3 * c + node - 3] = self.input_code[node][f"{edges[0][0]}_{edges[1][0]}"]
        return x

    def answer_v1(self, architectures, epoch):
        """Per cent and seconds; the network takes one architecture at a time."""
        at = np.array([[epoch]], np.float32)
        rows = [self.v1.run(None, {"x_cat": self.encode(a)[None], "x_cont": at})[0][0] for a in architectures]
        return np.array(rows)

    def answer_v2(self, architectures, epoch):
        """Per cent."""
        x = np.array([self.encode(a) for a in architectures])
        at = np.full((len(x), 1), epoch, np.float32)
        return 100 * self.v2.run(None, {"x_cat": x, "x_cont": at})[0][:, 0]


class Sampler:
    """Architectures in NAS-Bench-301's mixture: random ones and the trajectories of optimizers, here on the teachers."""

    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)
        self.found = {}

    def keep(self, architectures, source):
        for a in architectures:
            self.found.setdefault(a.astype(np.uint8).tobytes(), (a, source))

    def random(self, probabilities=None):
        a = np.zeros((2, 8, 2), int)
        for c in range(2):
            for node in range(2, 6):
                a[c, 2 * (node - 2): 2 * (node - 1), 0] = np.sort(self.rng.choice(node, 2, replace=False))
            a[c, :, 1] = self.rng.choice(7, 8, p=probabilities)
        return a

    def mutate(self, a):
        a, c, e = a.copy(), self.rng.integers(2), self.rng.integers(8)
        sources = [s for s in range(e // 2 + 2) if s not in a[c, [e, e ^ 1], 0]]
        if sources and self.rng.random() < 0.5:
            a[c, e, 0] = self.rng.choice(sources)
        else:
            a[c, e, 1] = (a[c, e, 1] + self.rng.integers(1, 7)) % 7
        return canonical(a)

    def evolution(self, score, evaluations, population=50, tournament=10):
        members = [self.random() for _ in range(population)]
        values = list(score(members))
        self.keep(members, "re")
        for _ in range(evaluations - population):
            drawn = self.rng.integers(population, size=tournament)
            child = self.mutate(members[max(drawn, key=lambda i: values[i])])
            self.keep([child], "re")
            members, values = members[1:] + [child], values[1:] + [score([child])[0]]

    def differential_evolution(self, score, evaluations, population=20, f=0.5, cr=0.5):
        genes = self.rng.random((population, 24))
        members = [from_unit_cube(g) for g in genes]
        values = score(members)
        self.keep(members, "de")
        for _ in range(evaluations // population - 1):
            trials = []
            for i in range(population):
                r = self.rng.choice(population, 3, replace=False)
                donor = genes[r[0]] + f * (genes[r[1]] - genes[r[2]])
                donor = np.where((donor < 0) | (donor > 1), self.rng.random(24), donor)
                cross = self.rng.random(24) < cr
                cross[self.rng.integers(24)] = True
                trials.append(np.where(cross, donor, genes[i]))
            members = [from_unit_cube(g) for g in trials]
            scores = score(members)
            self.keep(members, "de")
            for i in np.flatnonzero(scores >= values):
                genes[i], values[i] = trials[i], scores[i]

    def local_search(self, score, evaluations):
        current = self.random()
        value, used = score([current])[0], 1
        while used < evaluations:
            around = neighbours(current)
            scores = score(around)
            used += len(around)
            self.keep(around, "ls")
            best = int(np.argmax(scores))
            if scores[best] > value:
                current, value = around[best], scores[best]
            else:
                current = self.random()
                value = score([current])[0]

    def parameter_free(self, count):
        """One parameter-free operation over-represented, up to the whole cell; two thirds keep a random reduction cell."""
        for i in range(count):
            share = self.rng.uniform(0.3, 1)
            p = np.full(7, (1 - share) / 6)
            p[self.rng.integers(3)] = share
            a = self.random(p / p.sum())
            if i % 3:
                a[1] = self.random()[1]
            self.keep([a], "parameter_free")


def canonical(a):
    a = a.reshape(2, 4, 2, 2).copy()
    swapped = a[:, :, 0, 0] > a[:, :, 1, 0]
    a[swapped] = a[swapped][:, ::-1]
    return a.reshape(2, 8, 2)


def from_unit_cube(genes):
    a = np.zeros((2, 8, 2), int)
    for c, g in enumerate(genes.reshape(2, 12)):
        for node in range(2, 6):
            pairs = [(s, t) for s in range(node) for t in range(s + 1, node)]
            a[c, 2 * (node - 2): 2 * (node - 1), 0] = pairs[min(int(g[6 + node] * len(pairs)), len(pairs) - 1)]
        a[c, :, 1] = np.minimum((g[:8] * 7).astype(int), 6)
    return a


def neighbours(a):
    out = []
    for c in range(2):
        for e in range(8):
            for operation in set(range(7)) - {a[c, e, 1]}:
                b = a.copy()
                b[c, e, 1] = operation
                out.append(b)
            for source in sorted(set(range(e // 2 + 2)) - set(a[c, [e, e ^ 1], 0])):
                b = a.copy()
                b[c, e, 0] = source
                out.append(canonical(b))
    return out


def sample_mixture(teachers):
    """Half of the trajectories on teacher 1, half on a blend with teacher 2, which does not overrate cells without
    parameters. No published answer steers any of them."""
    sampler = Sampler(SEED)
    sampler.keep([sampler.random() for _ in range(10_000)], "held_out")
    sampler.keep([sampler.random() for _ in range(27_000)], "rs")

    def first(architectures):
        return teachers.answer_v1(architectures, 98)[:, 0]

    def blend(architectures):
        second = (teachers.answer_v2(architectures, 98) + teachers.answer_v2(architectures, 75)) / 2
        return 0.7 * first(architectures) + 0.3 * second

    for score in (first, blend):
        for _ in range(9):
            sampler.evolution(score, 800)
        for _ in range(8):
            sampler.differential_evolution(score, 600)
        for _ in range(2):
            sampler.local_search(score, 1500)
    sampler.parameter_free(5_000)
    return list(sampler.found.values())


def column(name, values):
    least, greatest = float(np.min(values)), float(np.max(values))
    step = (greatest - least) / 65535
    codes = np.rint((np.asarray(values, float) - least) / step).astype("<u2")
    return section(COLUMN, name, struct.pack("<dd", least, step) + codes.tobytes())


def main():
    folder, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    teachers = Teachers(folder)
    published = json.loads((folder / "published_xgb_predictions_725.json").read_text())["cifar10"]
    rows = sample_mixture(teachers)
    rows += [(canonical(np.array(ast.literal_eval(key))), "published") for key in published]
    architectures = [a for a, _ in rows]

    packed = np.array([a[:, :, 0] * 7 + a[:, :, 1] for a in architectures], np.uint8)
    sections = [
        section(TEXT, "sources", "\n".join(SOURCES).encode()),
        section(BYTES, "architectures", packed.tobytes()),
        section(BYTES, "source", bytes(SOURCES.index(s) for _, s in rows)),
        section(NUMBERS, "published val_accuracy",
                np.array([row["val_accuracy"] / 100 for row in published.values()], "<f8").tobytes()),
    ]
    for epoch in EPOCHS:
        first = teachers.answer_v1(architectures, epoch)
        sections.append(column(f"v1 val_accuracy {epoch}", first[:, 0] / 100))
        sections.append(column(f"v2 val_accuracy {epoch}", teachers.answer_v2(architectures, epoch) / 100))
    sections.append(column("v1 runtime_seconds 98", first[:, 1]))
    target.write_bytes(container("darts-labels", "nb301-labels-v1", "1.0.0", sections))
    print(f"{len(rows)} architectures, {target.stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
