// SPDX-License-Identifier: Apache-2.0
// Tests web/dist in Chromium, served from a sub-path as a static host would; ends with a line that counts.
// Arguments are parts of the names of the tests to run; without any, all are.
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {architectureTests} from './architecture_tests.mjs';
import {compareTests} from './compare_tests.mjs';
import {frameTests} from './frame_tests.mjs';
import {Harness} from './harness.mjs';
import {oneShotTests} from './one_shot_tests.mjs';
import {optimizerTests} from './optimizer_tests.mjs';
import {recordTests} from './record_tests.mjs';
import {tableTests} from './table_tests.mjs';

const dist = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'dist');
const harness = await Harness.start(dist);
harness.wanted = process.argv.slice(2);
await frameTests(harness);
await compareTests(harness);
await architectureTests(harness);
await tableTests(harness);
await optimizerTests(harness);
await oneShotTests(harness);
await recordTests(harness);
await harness.close();
console.log(
  `${harness.passed} passed, ${harness.failed} failed${harness.skipped ? `, ${harness.skipped} skipped` : ''}`,
);
process.exitCode = harness.failed > 0 ? 1 : 0;
