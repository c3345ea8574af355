#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""query: what goes in and what comes out."""

import csv
import io
import json
import subprocess
import unittest

from command import ARCHITECTURE, CELLAR, CellarTest, cellar

QUERY = ("query", "-b", "nb301")


class Answers(CellarTest):
    def test_line_has_the_documented_members_in_order(self):
        answer = json.loads(self.expect(cellar(*QUERY, "-a", ARCHITECTURE), 0).stdout)
        self.assertEqual(list(answer), ["benchmark", "architecture", "val_accuracy", "val_accuracy_sd",
                                        "runtime_seconds", "parameters", "macs", "fidelity", "flags", "model"])
        self.assertEqual(answer["architecture"], ARCHITECTURE)
        self.assertEqual((answer["fidelity"], answer["model"]), (98, "nb301-toy"))
        self.assertAlmostEqual(answer["val_accuracy_sd"], 0.001)  # the toy's two members are 0.2 points apart
        self.assertEqual(answer["flags"], ["fitted_to_surrogate"])

    def test_numbers_are_in_shortest_form(self):
        line = cellar(*QUERY, "-a", ARCHITECTURE).stdout
        self.assertEqual(line, json.dumps(json.loads(line), separators=(",", ":")) + "\n")

    def test_answers_come_in_the_order_of_the_lines_from_file_or_pipe(self):
        lines = cellar("sample", "-b", "nb301", "-n", "5000").stdout
        piped = self.expect(cellar(*QUERY, stdin=lines), 0).stdout
        self.assertEqual([json.loads(line)["architecture"] for line in piped.splitlines()], lines.splitlines())
        self.assertEqual(self.expect(cellar(*QUERY, self.write("a.txt", lines)), 0).stdout, piped)
        self.assertEqual(self.expect(cellar(*QUERY, "-", stdin=lines), 0).stdout, piped)

    def test_batches_answer_as_single_queries_do(self):
        lines = cellar("sample", "-b", "nb301", "-n", "20", "--seed", "9").stdout
        one_by_one = "".join(cellar(*QUERY, "-a", line).stdout for line in lines.splitlines())
        self.assertEqual(cellar(*QUERY, stdin=lines).stdout, one_by_one)

    def test_a_line_is_answered_before_the_next_is_written(self):
        process = subprocess.Popen([CELLAR, *QUERY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(3):
            process.stdin.write(ARCHITECTURE + "\n")
            process.stdin.flush()
            self.assertIn(ARCHITECTURE, process.stdout.readline())
        process.stdin.close()
        self.assertEqual(process.wait(), 0)
        process.stdout.close()

    def test_blank_lines_and_carriage_returns_do_not_count(self):
        process = cellar(*QUERY, stdin=f"\n{ARCHITECTURE}\r\n  \n{ARCHITECTURE}")
        self.assertEqual(self.expect(process, 0).stdout.count("\n"), 2)


class Explanations(CellarTest):
    def test_shares_of_the_eight_nodes_add_up(self):
        line = json.loads(self.expect(cellar(*QUERY, "--explain", "-a", ARCHITECTURE), 0).stdout)
        answer = json.loads(cellar(*QUERY, "-a", ARCHITECTURE).stdout)
        self.assertAlmostEqual(line["val_accuracy"], answer["val_accuracy"], places=12)
        self.assertEqual([(node["cell"], node["node"]) for node in line["nodes"]],
                         [(cell, node) for cell in ("normal", "reduce") for node in (2, 3, 4, 5)])
        self.assertAlmostEqual(sum(node["share"] for node in line["nodes"]), line["val_accuracy"] - line["expected"],
                               places=12)

    def test_explain_is_of_the_longest_training_without_noise(self):
        self.expect(cellar(*QUERY, "--explain", "--fidelity", "10", "-a", ARCHITECTURE), 2, "", "excludes")
        self.expect(cellar(*QUERY, "--explain", "--noise", "-a", ARCHITECTURE), 2, "", "excludes")


class Formats(CellarTest):
    def test_json_is_one_array(self):
        answers = json.loads(self.expect(cellar(*QUERY, "--json", stdin=f"{ARCHITECTURE}\n" * 2), 0).stdout)
        self.assertEqual(len(answers), 2)

    def test_csv_has_a_header_and_quotes_architectures(self):
        text = self.expect(cellar(*QUERY, "--csv", "-a", ARCHITECTURE), 0).stdout
        row, = csv.DictReader(io.StringIO(text))
        self.assertEqual(row["architecture"], ARCHITECTURE)
        answer = json.loads(cellar(*QUERY, "-a", ARCHITECTURE).stdout)
        self.assertEqual(float(row["val_accuracy"]), answer["val_accuracy"])
        self.assertEqual(row["test_accuracy"], "")

    def test_table_shows_per_cent(self):
        answer = json.loads(cellar(*QUERY, "-a", ARCHITECTURE).stdout)
        header, row = self.expect(cellar(*QUERY, "--table", "-a", ARCHITECTURE), 0).stdout.splitlines()
        self.assertIn("accuracy %", header)
        self.assertEqual(row.split()[1], f"{100 * answer['val_accuracy']:.2f}")


class Fidelity(CellarTest):
    def test_fewer_epochs_cost_less(self):
        full, half = (json.loads(cellar(*QUERY, "-a", ARCHITECTURE, "--fidelity", e).stdout) for e in ("98", "49"))
        self.assertEqual(half["fidelity"], 49)
        self.assertAlmostEqual(half["runtime_seconds"], full["runtime_seconds"] / 2)
        self.assertLess(half["val_accuracy"], full["val_accuracy"])

    def test_epochs_outside_the_range(self):
        for epochs in ["0", "-1", "99"]:
            with self.subTest(epochs=epochs):
                self.expect(cellar(*QUERY, "-a", ARCHITECTURE, "--fidelity", epochs), 2, "",
                            f"--fidelity: nb301 answers for 1 to 98 epochs, not {epochs}")


class Noise(CellarTest):
    def answer(self, *arguments):
        return json.loads(self.expect(cellar(*QUERY, "-a", ARCHITECTURE, *arguments), 0).stdout)

    def test_noise_is_off_unless_asked_for(self):
        self.assertEqual(self.answer(), self.answer())
        self.assertNotIn("noisy", self.answer()["flags"])

    def test_a_seed_fixes_the_noise(self):
        first, again, other = (self.answer("--noise", "--seed", s) for s in ("5", "5", "6"))
        self.assertEqual(first, again)
        self.assertNotEqual(first["val_accuracy"], other["val_accuracy"])
        self.assertIn("noisy", first["flags"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
