#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Commands that are documented work: those in ```console blocks (lines "$ cellar ...") of README.md and docs/scale.md, the job
script there, and those that the help shows. They run one after the other in a folder that holds what they expect to find."""

import json
import os
import pathlib
import re
import subprocess
import unittest

from command import CELLAR, LIMIT_SECONDS, MODEL_FILE, MODELS, CellarTest, cellar

ROOT = pathlib.Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
OPTIMIZERS = ROOT / "docs" / "optimizers.md"
SCALE = ROOT / "docs" / "scale.md"
STATISTICS = ROOT / "docs" / "statistics.md"
ELSEWHERE = re.compile(r"^cellar (serve|oneshot)\b|--really-train\b")  # endless or long, with tests of their own
VERBS = ["info", "sample", "query", "convert", "search", "merge", "report", "verify"]


def documented_commands(markdown):
    """The commands of every ```console block, continuation lines joined."""
    commands = []
    for block in re.findall(r"(?ms)^```console\n(.*?)^```", markdown):
        joined = block.replace("\\\n", " ")
        commands += re.findall(r"(?m)^\$ (cellar .*)$", joined)
    return commands


def examples_of(help_text):
    return re.findall(r"(?m)^  (cellar .*)$", help_text[:help_text.index("Usage:")])


class Documented(CellarTest):
    def setUp(self):
        super().setUp()
        programs = self.folder / "bin"
        programs.mkdir()
        (programs / "cellar").symlink_to(CELLAR)
        # The toy model beside the shipped tables, which answer quickly.
        models = self.folder / "models"
        models.mkdir()
        (models / MODEL_FILE).symlink_to(MODELS / MODEL_FILE)
        for table in (ROOT / "models").glob("*-table-v1.cellar"):
            (models / table.name).symlink_to(table)
        self.environment = {**os.environ, "CELLAR_MODELS": str(models)}
        self.write("architectures.txt", cellar("sample", "-b", "nb301", "-n", "3").stdout)
        self.study("my-study")
        self.study("other-study")

    def run_documented(self, command, **variables):
        """As a reader's shell would; a failing part of a pipe counts. Returns standard output."""
        script = f'set -o pipefail; PATH="$PWD/bin:$PATH"; {command}'
        process = subprocess.run(["bash", "-c", script], cwd=self.folder, capture_output=True, text=True, check=False,
                                 timeout=LIMIT_SECONDS, env={**self.environment, **variables})
        self.assertEqual(process.returncode, 0, f"{command}\n{process.stderr}")
        return process.stdout

    def run_all(self, commands):
        for command in commands:
            if not ELSEWHERE.search(command):
                with self.subTest(command=command):
                    self.run_documented(command)

    def test_examples_of_the_help(self):
        for verb in VERBS:
            examples = examples_of(cellar(verb, "--help").stdout)
            self.assertTrue(examples, verb)
            # Some examples write the folder that the next ones read; they may find the set-up's study there.
            self.run_all(example.replace("--out my-study", "--out my-study --force") for example in examples)

    @unittest.skipUnless(README.exists(), "no README.md")
    def test_readme(self):
        self.run_all(documented_commands(README.read_text(encoding="utf-8")))

    @unittest.skipUnless(STATISTICS.exists(), "no docs/statistics.md")
    def test_statistics_page(self):
        self.run_all(documented_commands(STATISTICS.read_text(encoding="utf-8")))

    @unittest.skipUnless(SCALE.exists(), "no docs/scale.md")
    def test_scale_page(self):
        self.run_all(documented_commands(SCALE.read_text(encoding="utf-8")))

    @unittest.skipUnless(SCALE.exists(), "no docs/scale.md")
    def test_job_array_of_a_study(self):
        """The script as Slurm runs it, the first job a second time; srun only runs what it is given here."""
        script = next(block for block in re.findall(r"(?ms)^```bash\n(.*?)^```", SCALE.read_text(encoding="utf-8"))
                      if "cellar search" in block)
        srun = self.folder / "bin" / "srun"
        srun.write_text('#!/bin/sh\nexec "$@"\n', encoding="ascii")
        srun.chmod(0o755)
        first, last = map(int, re.search(r"--array=(\d+)-(\d+)", script).groups())
        for task in [*range(first, last + 1), first]:
            self.run_documented(script, SLURM_ARRAY_TASK_ID=str(task))
        whole = self.run_documented("cellar merge study/* --json")
        asked = re.search(r"cellar search (-b .*?) --shard", script).group(1)
        self.assertEqual(whole, self.run_documented(f"cellar search {asked} --json"))

    @unittest.skipUnless(OPTIMIZERS.exists(), "no docs/optimizers.md")
    def test_optimizers_page(self):
        """One section for each optimizer, a line for each option with its default and description."""
        page = OPTIMIZERS.read_text(encoding="utf-8")
        for optimizer in json.loads(cellar("info", "--json").stdout)["optimizers"]:
            heading = f"## `{optimizer['name']}`: {optimizer['title']}\n"
            with self.subTest(optimizer=optimizer["name"]):
                self.assertIn(heading, page)
                section = page.split(heading)[1].split("\n## ")[0]
                self.assertIn(optimizer["citation"], section)
                for option in optimizer["options"]:
                    default = option["default"] if isinstance(option["default"], str) else f"{option['default']:g}"
                    self.assertRegex(section, re.escape(f"| `{option['name']}` | {default} |") + ".*"
                                     + re.escape(f"| {option['description']} |"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
