// SPDX-License-Identifier: Apache-2.0
// How long an epoch of first-order DARTS and the training of a cell take in Chromium; run after the build, prints the
// page's own words. Usage: node trainer_speed.mjs [EPOCHS].
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {launch} from './chromium.mjs';
import {StaticServer} from './static_server.mjs';

const [epochs = 10] = process.argv.slice(2);

const dist = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'dist');
const server = await StaticServer.start(dist, '/');
const browser = await launch();
const page = await browser.newPage();
page.setDefaultTimeout(600_000);
await page.goto(`${server.address}#v=one-shot&s=1&method=darts&epochs=${epochs}`);
for (const [button, status] of [
  ['#search-run', '#search-status'],
  ['#train-cell', '#cell-status'],
]) {
  await page.click(button);
  await page.waitForFunction((selector) => /^Done/.test(document.querySelector(selector).textContent), status);
  const words = await page.textContent(status);
  const seconds = Number(/([0-9.]+) s\./.exec(words)[1]);
  console.log(
    button === '#search-run'
      ? `first-order DARTS: ${words} ${(seconds / epochs).toFixed(2)} s an epoch`
      : `training of a cell: ${words}`,
  );
}
await browser.close();
await server.close();
