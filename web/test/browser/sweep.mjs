// SPDX-License-Identifier: Apache-2.0
// How long a large study on nb301 takes in Chromium with two workers; run after the build, prints the page's own words.
// Usage: node sweep.mjs [OPTIMIZERS [RUNS [EVALUATIONS]]]: all optimizers but the two whose own thinking is expensive, 30 runs
// of 1,000 evaluations each, if nothing else is said.
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {launch} from './chromium.mjs';
import {modelReady, phaseIs, status} from './page_actions.mjs';
import {StaticServer} from './static_server.mjs';

const [optimizers = 'rs,re,ls,de,tpe,smac,reinforce,hyperband,bohb', runs = 30, evaluations = 1000] =
  process.argv.slice(2);
const STUDY = `#b=nb301&o=${optimizers}&r=${runs}&n=${evaluations}&s=1&w=2`;

const dist = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'dist');
const server = await StaticServer.start(dist, '/');
const browser = await launch();
const page = await browser.newPage();
page.setDefaultTimeout(600_000);
await page.goto(server.address + STUDY);
await modelReady(page);
const start = performance.now();
await page.click('#run');
await phaseIs(page, 'done');
console.log(`${((performance.now() - start) / 1000).toFixed(1)} s on the clock; ${await status(page)}`);
for (const row of await page.locator('#way tbody tr').all()) {
  const [name, own] = await Promise.all([row.locator('th').textContent(), row.locator('td').last().textContent()]);
  console.log(`${name}: ${own} of its own for each evaluation`);
}
await browser.close();
await server.close();
