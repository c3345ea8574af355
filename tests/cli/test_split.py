#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`cellar split`: what it prints, and files that belong to one data set."""

import json
import random
import unittest

from command import CellarTest, cellar
from made_up_nb301 import config, result

HASH = r"[0-9a-f]{64}\n"


class Split(CellarTest):
    def data(self, name, count, seed):
        """A data set with as many architectures of each of two sources."""
        rng = random.Random(seed)
        for source in ("de", "rs"):
            folder = self.folder / name / source
            folder.mkdir(parents=True)
            for number in range(count):
                content = result(config(rng), round(90 + 5 * rng.random(), 2))
                (folder / f"results_{number}.json").write_text(json.dumps(content), encoding="utf-8")
        out = str(self.folder / f"{name}.cellar")
        self.expect(cellar("import", "nb301", str(self.folder / name), "--out", out, "--quiet"), 0)
        return out

    def test_parts_and_hash(self):
        data = self.data("first", 20, 1)
        done = self.expect(cellar("split", "--data", data), 0)
        self.assertRegex(done.stdout, r"^80/10/10 of first: 32 training, 4 validation, 4 test\n" + HASH + "$")
        self.expect(cellar("split", "--data", data, "--seed", "1"), 0, done.stdout)
        self.assertNotEqual(cellar("split", "--data", data, "--seed", "2").stdout, done.stdout)
        left_out = self.expect(cellar("split", "--data", data, "--split", "leave-out=de"), 0)
        self.assertIn("without de of first: 18 training, 2 validation, 20 test\n", left_out.stdout)

    def test_a_kept_split_belongs_to_its_data(self):
        data, kept = self.data("first", 20, 1), str(self.folder / "split.cellar")
        self.expect(cellar("split", "--data", data, "--split", "fold=1/4", "--out", kept), 0)
        other = self.data("second", 20, 2)
        refused = cellar("train", "--model", "rf", "--data", other, "--split", kept, "--out", str(self.folder / "rf.cellar"))
        self.expect(refused, 1, "", "another data set")
        self.assertFalse((self.folder / "rf.cellar").exists())

    def test_mistakes(self):
        data = self.data("first", 3, 1)
        self.expect(cellar("split", "--data", data, "--split", "half"), 2, "", "is no split; give 80/10/10")
        self.expect(cellar("split", "--data", data, "--split", "leave-out=tpe"), 2, "", "known: de rs")
        self.expect(cellar("split", "--data", data, "--split", "good=0.99"), 2, "", "nothing for training")
        self.expect(cellar("split"), 2, "", "--data")


if __name__ == "__main__":
    unittest.main()
