// SPDX-License-Identifier: Apache-2.0
// Pictures of web/dist for the eye, into build/screenshots.
import {mkdir} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {launch} from './chromium.mjs';
import {StaticServer} from './static_server.mjs';

const web = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const target = join(dirname(web), 'build', 'screenshots');

const MANY = '#b=nb301&o=rs,re,ls,de,tpe,smac,reinforce,hyperband,bohb&r=10&n=300&s=3';
const TRAINED = '#b=fashion-darts';
const SHOTS = [
  {name: 'compare-wide-light', width: 1600, scheme: 'light', hash: ''},
  {name: 'compare-wide-dark', width: 1600, scheme: 'dark', hash: ''},
  {name: 'compare-1280', width: 1280, scheme: 'light', hash: ''},
  {name: 'compare-768', width: 768, scheme: 'light', hash: ''},
  {name: 'compare-360', width: 360, scheme: 'light', hash: ''},
  {name: 'compare-running', width: 1280, scheme: 'light', hash: '#r=10&s=7', run: true},
  {name: 'compare-many', width: 1600, scheme: 'light', hash: MANY, finish: true},
  {name: 'compare-many-360', width: 360, scheme: 'dark', hash: MANY, finish: true},
  {name: 'architecture-wide-light', width: 1600, scheme: 'light', hash: '#v=architecture'},
  {name: 'architecture-wide-dark', width: 1600, scheme: 'dark', hash: '#v=architecture'},
  {name: 'architecture-360', width: 360, scheme: 'light', hash: '#v=architecture'},
  {name: 'architecture-effects-light', width: 1280, scheme: 'light', hash: '#v=architecture', unfold: '#effects'},
  {name: 'architecture-effects-dark', width: 1600, scheme: 'dark', hash: '#v=architecture', unfold: '#effects'},
  {name: 'architecture-effects-360', width: 360, scheme: 'light', hash: '#v=architecture', unfold: '#effects'},
  {name: 'table-compare-wide-light', width: 1600, scheme: 'light', hash: '#b=nb101&r=30&n=1000&s=1'},
  {name: 'table-compare-360-dark', width: 360, scheme: 'dark', hash: '#b=nb1shot1-1&r=30&n=1000&s=1'},
  {name: 'table-architecture-wide-light', width: 1600, scheme: 'light', hash: '#v=architecture&b=nb101'},
  {name: 'table-architecture-wide-dark', width: 1600, scheme: 'dark', hash: '#v=architecture&b=nb1shot1-3'},
  {name: 'table-architecture-360', width: 360, scheme: 'light', hash: '#v=architecture&b=nb1shot1-1'},
  {name: 'darts-compare-wide-light', width: 1600, scheme: 'light', hash: `${TRAINED}&r=10&n=150`, finish: true},
  {name: 'darts-compare-360-dark', width: 360, scheme: 'dark', hash: `${TRAINED}&r=10&n=150`, finish: true},
  {name: 'darts-architecture-wide-dark', width: 1600, scheme: 'dark', hash: `${TRAINED}&v=architecture`},
  {name: 'darts-architecture-360', width: 360, scheme: 'light', hash: `${TRAINED}&v=architecture`},
  {name: 'optimizer-wide-light', width: 1280, scheme: 'light', hash: '#v=optimizer&s=1&i=62&p=4'},
  {name: 'optimizer-wide-dark', width: 1600, scheme: 'dark', hash: '#v=optimizer&s=1&i=140&p=5'},
  {name: 'optimizer-360', width: 360, scheme: 'light', hash: '#v=optimizer&s=1&i=62&p=4'},
  {name: 'optimizer-rungs', width: 1280, scheme: 'light', hash: '#v=optimizer&m=hyperband&s=1&i=75&p=4'},
  {name: 'optimizer-rungs-360', width: 360, scheme: 'dark', hash: '#v=optimizer&m=hyperband&s=1&i=60&p=3'},
  {name: 'optimizer-table', width: 1280, scheme: 'light', hash: '#v=optimizer&b=nb1shot1-1&s=1&i=130&p=3'},
  {name: 'one-shot-wide-light', width: 1600, scheme: 'light', hash: '#v=one-shot&s=1&epochs=8', search: true},
  {name: 'one-shot-wide-dark', width: 1600, scheme: 'dark', hash: '#v=one-shot&s=1&epochs=8', search: true},
  {name: 'one-shot-360', width: 360, scheme: 'light', hash: '#v=one-shot&s=1&epochs=4', search: true},
  {name: 'one-shot-empty-1280', width: 1280, scheme: 'light', hash: '#v=one-shot&lookup=nb1shot1-2'},
];

await mkdir(target, {recursive: true});
const server = await StaticServer.start(join(web, 'dist'), '/somewhere/cellar/');
const browser = await launch();
const wanted = process.argv.slice(2);
for (const {name, width, scheme, hash, run, finish, search, unfold} of SHOTS) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
  const page = await browser.newPage({
    viewport: {width, height: 900},
    colorScheme: scheme,
    deviceScaleFactor: width < 400 ? 2 : 1,
  });
  page.setDefaultTimeout(120_000); // a search takes its time
  page.on('console', (message) => console.log(`${name}: ${message.text()}`));
  page.on('pageerror', (error) => console.log(`${name}: ${error.stack}`));
  await page.goto(server.address + hash);
  await page.waitForSelector('#model-status[data-state="ready"]', {state: 'attached'});
  if (run) {
    await page.click('#run');
    await page.waitForFunction(() => Number(document.querySelector('.progress').getAttribute('aria-valuenow')) > 30);
    await page.click('#run');
  } else if (search) {
    // A search to its end, and the training of a cell.
    for (const [button, status] of [
      ['#search-run', '#search-status'],
      ['#train-cell', '#cell-status'],
    ]) {
      await page.click(button);
      await page.waitForFunction((selector) => /^Done/.test(document.querySelector(selector).textContent), status);
    }
  } else if (unfold) {
    await page.click(`${unfold} summary`);
    await page.waitForSelector(`${unfold} table`);
  } else if (finish) {
    await page.click('#run');
    await page.waitForSelector('.progress[data-phase="done"]');
  } else {
    await page.waitForTimeout(300);
  }
  await page.screenshot({path: join(target, `${name}.png`), fullPage: true});
  await page.close();
}
await browser.close();
await server.close();
console.log(`screenshots in ${target}`);
