#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Bad input, each kind by name: an error that says where and what to do, the documented exit code, and nothing lost."""

import unittest

from command import ARCHITECTURE, MODEL_FILE, MODELS, CellarTest, cellar

QUERY = ("query", "-b", "nb301")
SEARCH = ("search", "-b", "nb301", "--runs", "1", "-o")


def genotype(normal):
    edges = ", ".join(f"('{operation}', {source})" for operation, source in normal)
    reduce = ", ".join(f"('sep_conv_3x3', {source})" for source in [0, 1] * 4)
    return f"Genotype(normal=[{edges}], normal_concat=[2, 3, 4, 5], reduce=[{reduce}], reduce_concat=[2, 3, 4, 5])"


def edges_with(position, operation, source):
    edges = [("sep_conv_3x3", source) for source in [0, 1] * 4]
    edges[position] = (operation, source)
    return edges


class BadArchitecture(CellarTest):
    def refuse(self, text, *parts):
        process = self.expect(cellar(*QUERY, "-a", text), 4, "", "cellar query: architecture 1: ")
        for part in parts:
            self.assertIn(part, process.stderr)

    def test_the_valid_one(self):
        self.expect(cellar(*QUERY, "-a", genotype(edges_with(0, "sep_conv_3x3", 0))), 0)

    def test_duplicate_source(self):
        self.refuse(genotype(edges_with(3, "sep_conv_3x3", 0)), "normal[3]: ")

    def test_source_that_does_not_exist_yet(self):
        self.refuse(genotype(edges_with(3, "sep_conv_3x3", 4)), "normal[3]: ")

    def test_unknown_operation(self):
        self.refuse(genotype(edges_with(3, "sep_conv_9x9", 1)),
                    "normal[3]: unknown operation 'sep_conv_9x9'; known: max_pool_3x3, avg_pool_3x3")

    def test_missing_node(self):
        self.refuse(genotype(edges_with(0, "sep_conv_3x3", 0)[:6]), "normal")

    def test_wrong_length(self):
        self.refuse(genotype(edges_with(0, "sep_conv_3x3", 0) + [("sep_conv_3x3", 0)]), "normal")

    def test_bad_json(self):
        self.refuse('{"normal": [["sep_conv_3x3", 0], ')

    def test_text_that_is_no_form(self):
        self.refuse("resnet-50")

    def test_control_characters_do_not_reach_the_terminal(self):
        process = cellar(*QUERY, "-a", "\x1b[31mred")
        self.assertEqual(process.returncode, 4)
        self.assertNotIn("\x1b", process.stderr)


class BadFile(CellarTest):
    def test_one_bad_line_is_named_and_the_others_answered(self):
        process = cellar(*QUERY, self.write("a.txt", f"{ARCHITECTURE}\nnonsense\n{ARCHITECTURE}\n"))
        self.expect(process, 4, None, "cellar query: line 2: ")
        self.assertEqual(process.stdout.count(ARCHITECTURE), 2)
        self.assertIn("1 architecture is not in the space, 2 answered", process.stderr)

    def test_strict_stops_at_the_first_bad_line(self):
        process = cellar(*QUERY, "--strict", stdin=f"{ARCHITECTURE}\nnonsense\n{ARCHITECTURE}\nnonsense\n")
        self.expect(process, 4, None, "line 2: ")
        self.assertEqual(process.stdout.count(ARCHITECTURE), 1)
        self.assertNotIn("line 4", process.stderr)

    def test_json_stays_a_document_where_a_line_is_bad(self):
        process = cellar(*QUERY, "--json", stdin=f"nonsense\n{ARCHITECTURE}\n")
        self.assertEqual(process.returncode, 4)
        self.assertTrue(process.stdout.startswith("[\n{") and process.stdout.endswith("}\n]\n"))

    def test_empty_file(self):
        path = self.write("empty.txt", "")
        self.expect(cellar(*QUERY, path), 2, "", f"{path}: holds no architecture")

    def test_empty_standard_input(self):
        self.expect(cellar(*QUERY), 2, "", "standard input: holds no architecture; give one per line")

    def test_line_of_ten_megabytes(self):
        path = self.write("long.txt", f"{ARCHITECTURE}\n{'x' * 10_000_000}\n{ARCHITECTURE}\n")
        process = self.expect(cellar(*QUERY, path), 4, None, "line 2: longer than 1000000 bytes")
        self.assertEqual(process.stdout.count(ARCHITECTURE), 2)
        self.assertLess(len(process.stderr), 1000)

    def test_last_line_of_ten_megabytes_without_an_end(self):
        process = self.expect(cellar(*QUERY, stdin=f"{ARCHITECTURE}\n{'x' * 10_000_000}"), 4, None, "line 2: longer than")
        self.assertEqual(process.stdout.count(ARCHITECTURE), 1)

    def test_binary_file(self):
        self.expect(cellar(*QUERY, self.write("binary", bytes(range(256)))), 4, "", "line 1: ")

    def test_file_that_is_not_there(self):
        path = str(self.folder / "none.txt")
        self.expect(cellar(*QUERY, path), 1, "", f"{path}: cannot be opened: No such file or directory")

    def test_folder_in_place_of_a_file(self):
        self.expect(cellar(*QUERY, str(self.folder)), 1, "", f"{self.folder}: cannot be read: Is a directory")


class BadModel(CellarTest):
    def models_with(self, content):
        self.write(MODEL_FILE, content)
        return "--models", str(self.folder)

    def test_missing_model_names_the_remedy(self):
        process = cellar(*QUERY, "-a", ARCHITECTURE, "--models", str(self.folder))
        self.expect(process, 3, "", f"{MODEL_FILE}: model file not found in {self.folder}")
        self.assertIn("CELLAR_MODELS", process.stderr)

    def test_named_folder_is_the_only_one(self):
        process = cellar(*QUERY, "-a", ARCHITECTURE, environment={"CELLAR_MODELS": str(self.folder)})
        self.expect(process, 3, "", str(self.folder))

    def test_model_file_cut_short(self):
        whole = (MODELS / MODEL_FILE).read_bytes()
        for length in [0, 3, len(whole) // 2, len(whole) - 1]:
            with self.subTest(length=length):
                process = cellar(*QUERY, "-a", ARCHITECTURE, *self.models_with(whole[:length]))
                self.expect(process, 3, "", MODEL_FILE)

    def test_model_file_with_one_flipped_byte(self):
        whole = (MODELS / MODEL_FILE).read_bytes()
        for position in [0, 20, len(whole) // 2, len(whole) - 1]:
            with self.subTest(position=position):
                damaged = bytearray(whole)
                damaged[position] ^= 0x10
                process = cellar(*QUERY, "-a", ARCHITECTURE, *self.models_with(bytes(damaged)))
                self.expect(process, 3, "", MODEL_FILE)


class BadStudy(CellarTest):
    def test_unknown_benchmark(self):
        self.expect(cellar("search", "-b", "nb999", "-o", "rs"), 2, "", "unknown benchmark 'nb999'; known: nb301")
        self.expect(cellar("query", "-b", "nb999", "-a", ARCHITECTURE), 2, "", "unknown benchmark 'nb999'")

    def test_unknown_optimizer(self):
        self.expect(cellar(*SEARCH, "rs,annealing"), 2, "", "unknown optimizer 'annealing'; known: rs re ls")

    def test_unknown_option_of_an_optimizer(self):
        self.expect(cellar(*SEARCH, "re:size=5"), 2, "", "re:size: unknown option; known: population tournament")

    def test_option_outside_its_range(self):
        self.expect(cellar(*SEARCH, "re:population=1"), 2, "", "re:population: must be a whole number from 2 to")

    def test_option_without_a_value(self):
        self.expect(cellar(*SEARCH, "re:population"), 2, "", "optimizer 1: options are written NAME=VALUE")

    def test_empty_optimizer(self):
        self.expect(cellar(*SEARCH, "rs,,ls"), 2, "", "optimizer 2: has no name")

    def test_same_optimizer_twice(self):
        self.expect(cellar(*SEARCH, "rs,rs"), 2, "", "named twice")

    def test_budget_of_nothing_or_less(self):
        for budget in ["0", "-1"]:
            with self.subTest(budget=budget):
                self.expect(cellar(*SEARCH, "rs", "--evaluations", budget), 2, "",
                            f"evaluations: must be from 1 to 1000000000, not {budget}")
                self.expect(cellar(*SEARCH, "rs", "--simulated-seconds", budget), 2, "", "simulated_seconds: must be")

    def test_budget_that_is_no_number(self):
        self.expect(cellar(*SEARCH, "rs", "--evaluations", "many"), 2, "", "--evaluations = many")

    def test_no_runs(self):
        self.expect(cellar("search", "-b", "nb301", "-o", "rs", "--runs", "0"), 2, "", "runs: must be from 1")


if __name__ == "__main__":
    unittest.main(verbosity=2)
