// SPDX-License-Identifier: Apache-2.0
// How long a large study takes in Chromium: all optimizers but the two whose own thinking is expensive, 30 runs of 1,000
// evaluations each on nb301. Run after the build; prints the page's own words.
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {launch} from './chromium.mjs';
import {modelReady, phaseIs, status} from './page_actions.mjs';
import {StaticServer} from './static_server.mjs';

const STUDY = '#b=nb301&o=rs,re,ls,de,tpe,smac,reinforce,hyperband,bohb&r=30&n=1000&s=1&w=2';

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
