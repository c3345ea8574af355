#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""serve: the files of a folder, and nothing else."""

import http.client
import subprocess
import unittest
import urllib.parse

from command import CELLAR, CellarTest, cellar


class Server(CellarTest):
    def setUp(self):
        super().setUp()
        page = self.folder / "page"
        (page / "assets").mkdir(parents=True)
        (page / "index.html").write_text("<!doctype html><title>page</title>", encoding="utf-8")
        (page / "assets" / "cellar.wasm").write_bytes(b"\0asm")
        (page / "assets" / "main.js").write_text("1", encoding="utf-8")
        self.write("secret.txt", "secret")
        self.process = subprocess.Popen([CELLAR, "serve", str(page), "--port", "0", "--quiet"], stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.end)
        self.address = urllib.parse.urlsplit(self.process.stdout.readline().strip())

    def end(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def ask(self, method, path):
        connection = http.client.HTTPConnection(self.address.hostname, self.address.port)
        self.addCleanup(connection.close)
        connection.request(method, path)
        answer = connection.getresponse()
        return answer, answer.read()

    def test_prints_its_address_on_this_machine_only(self):
        self.assertEqual(self.address.hostname, "127.0.0.1")

    def test_index_and_types(self):
        for path, kind in [("/", "text/html"), ("/assets/cellar.wasm", "application/wasm"), ("/assets/main.js", "javascript")]:
            with self.subTest(path=path):
                answer, body = self.ask("GET", path)
                self.assertEqual(answer.status, 200)
                self.assertIn(kind, answer.headers["Content-Type"])
                self.assertTrue(body)

    def test_safe_headers(self):
        answer, _ = self.ask("GET", "/")
        self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
        policy = answer.headers["Content-Security-Policy"]
        self.assertIn("default-src 'none'", policy)
        self.assertIn("'wasm-unsafe-eval'", policy)
        self.assertNotIn("'unsafe-eval'", policy)

    def test_head_has_no_body(self):
        answer, body = self.ask("HEAD", "/")
        self.assertEqual((answer.status, body), (200, b""))

    def test_other_methods_are_refused(self):
        answer, _ = self.ask("POST", "/")
        self.assertEqual((answer.status, answer.headers["Allow"]), (405, "GET, HEAD"))

    def test_missing_file(self):
        self.assertEqual(self.ask("GET", "/none.js")[0].status, 404)

    def test_paths_that_leave_the_folder_are_refused(self):
        for path in ["/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "//../secret.txt",
                     "/assets/%2e%2e/%2e%2e/secret.txt"]:
            with self.subTest(path=path):
                answer, body = self.ask("GET", path)
                self.assertNotEqual(answer.status, 200)
                self.assertNotIn(b"secret", body)

    def test_port_that_is_taken(self):
        process = cellar("serve", str(self.folder / "page"), "--port", str(self.address.port))
        self.expect(process, 1, "", f"port {self.address.port} is taken; choose another with --port")


class WrongFolder(CellarTest):
    def test_folder_without_a_page(self):
        self.expect(cellar("serve", str(self.folder)), 1, "", f"{self.folder}: no index.html there; build the page first")

    def test_port_that_is_none(self):
        self.expect(cellar("serve", "--port", "70000"), 2, "", "--port")


if __name__ == "__main__":
    unittest.main(verbosity=2)
