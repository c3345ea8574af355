// SPDX-License-Identifier: Apache-2.0
// The tables NAS-Bench-101 and NAS-Bench-1Shot1: fetched when chosen, compared, looked up.
import assert from 'node:assert/strict';
import {hashState, modelReady, phaseIs, runToEnd} from './page_actions.mjs';

const VIEW = '#v=architecture&b=nb101';
const CHAIN = '#b=nb1shot1-1&o=rs,re,ls&r=3&n=60&s=2';
/** The published record 00005c14… of NAS-Bench-101: its matrix, operations and parameters. */
const RECORD = {
  hash: '00005c142e6f48ac74fdcf73e3439874',
  matrix: '0100110001000000010010000010000001000000010000000',
  ops: ['input', 'conv3x3-bn-relu', 'maxpool3x3', 'conv3x3-bn-relu', 'conv3x3-bn-relu', 'conv1x1-bn-relu', 'output'],
  parameters: '8.56 M',
};

const matrixText = ({matrix, ops}) =>
  JSON.stringify({matrix: ops.map((_, i) => [...matrix.slice(7 * i, 7 * i + 7)].map(Number)), ops});

const facts = async (page) =>
  Object.fromEntries(
    await page.$$eval('.facts dt', (terms) => terms.map((term) => [term.textContent, term.nextSibling.textContent])),
  );

const answered = (page) =>
  page.waitForFunction(() => /^\d\d\.\d\d (%|±)/.test(document.querySelector('#prediction').textContent));

const use = async (page, text) => {
  await page.fill('#genotype', text);
  await page.click('#use-genotype');
};

export async function tableTests(harness) {
  await harness.test('a table is fetched when its benchmark is chosen, once, with progress', async (context) => {
    const page = await context.open();
    const fetched = [];
    page.on('request', (request) => fetched.push(request.url()));
    await modelReady(page);
    assert.deepEqual(
      fetched.filter((url) => /nb101-table|nb1shot1-table/.test(url)),
      [],
    );
    context.server.hold = /nb1shot1-table/;
    await page.selectOption('.settings select.benchmark', 'nb1shot1-2');
    await page.waitForSelector('#model-status[data-state="loading"]');
    assert.match(await page.textContent('#model-status'), /nb1shot1-table-v1/);
    assert.equal((await hashState(page)).get('b'), 'nb1shot1-2');
    context.server.release();
    await modelReady(page);
    await page.selectOption('.settings select.benchmark', 'nb1shot1-3');
    await modelReady(page);
    assert.equal(fetched.filter((url) => /nb1shot1-table/.test(url)).length, 1);
  });

  await harness.test('three stored comparisons stand on one page, and each opens in the bench', async (context) => {
    const page = await context.open();
    assert.equal(await page.locator('.multiples article').count(), 3);
    const title = await page.textContent('h1');
    assert.match(title, /14,580/);
    assert.match(title, /wins on/);
    assert.match(await page.textContent('.multiples article:first-child'), /2,685 distinct cells/);
    await page.click('[data-open="nb101"]');
    assert.equal((await hashState(page)).get('b'), 'nb101');
    await phaseIs(page, 'stored');
    assert.match(await page.textContent('.quantity'), /^Regret in validation/);
    assert.match(
      await page.textContent('.figure-panel figcaption'),
      /20,001 of 423,624 cells[\s\S]*incumbents are measured/,
    );
  });

  for (const benchmark of ['nb1shot1-1', 'nb101']) {
    await harness.test(`a run of the stored study on ${benchmark} gives the stored record`, async (context) => {
      const page = await context.open(`#b=${benchmark}&o=rs,re,ls&r=30&n=1000&s=1`);
      await modelReady(page);
      assert.match(await runToEnd(page), /equal to the stored one/);
    });
  }

  await harness.test('a table gives regret in validation and in test, never below zero', async (context) => {
    const page = await context.open(CHAIN);
    await runToEnd(page);
    const rows = await page.$$eval('#results tbody tr', (all) =>
      all.map((row) => [...row.querySelectorAll('td')].map((cell) => Number.parseFloat(cell.textContent))),
    );
    assert.equal(rows.length, 3);
    for (const [validation, test] of rows) assert.ok(validation >= 0 && test >= 0, JSON.stringify(rows));
    assert.doesNotMatch(await page.textContent('#view-compare .bench'), /best known/);
  });

  await harness.test('a really trained benchmark is searched and looked up', async (context) => {
    const page = await context.open('#b=fashion-1shot1-1&o=rs,re,ls&r=3&n=60&s=2');
    await runToEnd(page);
    assert.match(await page.textContent('.figure-panel figcaption'), /fashion-1shot1-1.*nominal/);
    assert.match(await page.textContent('.incumbent-panel'), /\d\d\.\d\d %.*(measured|modelled).*\d k parameters/);
    await page.locator('.incumbent-panel [data-vertex]:not(.loose)').first().focus();
    assert.match(await page.textContent('.incumbent-panel .reading'), /: \d, \d and \d+ channels/);
    await page.click('.incumbent-panel button:has-text("Open in Architecture")');
    await answered(page);
    const shown = await facts(page);
    assert.match(shown['Training time, nominal'], /^\d+(\.\d+)? s$/);
    assert.match(shown.Parameters, /^\d+\.\d k$/);
    const kind = (await page.textContent('.prediction h2')).split(' ')[0].toLowerCase();
    assert.ok(`Test accuracy, ${kind}` in shown, JSON.stringify(shown));
  });

  await harness.test('an operation of the incumbent tells its channels to pointer and keyboard', async (context) => {
    const page = await context.open(CHAIN);
    await runToEnd(page);
    const vertex = page.locator('.incumbent-panel [data-vertex]:not(.loose)').first();
    const reading = '.incumbent-panel .reading';
    await vertex.hover();
    assert.match(await page.textContent(reading), /×\d: \d+, \d+ and \d+ channels/);
    await page.hover('.incumbent-panel h2');
    assert.match(await page.textContent(reading), /Point at/);
    await vertex.focus();
    assert.match(await page.textContent(reading), /channels/);
  });

  await harness.test('an incumbent opens in Architecture, and its link too', async (context) => {
    const page = await context.open(CHAIN);
    await runToEnd(page);
    const accuracy = (await page.textContent('.incumbent-panel strong')).slice(0, 5);
    await page.click('.incumbent-panel button:has-text("Open in Architecture")');
    await answered(page);
    assert.equal((await page.textContent('#prediction')).slice(0, 5), accuracy);
    const again = await context.open(new URL(page.url()).hash);
    await answered(again);
    assert.equal((await again.textContent('#prediction')).slice(0, 5), accuracy);
  });

  await harness.test('a cell is read as matrix and as hash', async (context) => {
    const page = await context.open(VIEW);
    await answered(page);
    assert.equal(await page.locator('.cell-graph [data-vertex]').count(), 5);
    await use(page, matrixText(RECORD));
    await page.waitForFunction(
      (expected) => document.querySelector('.facts').textContent.includes(expected),
      RECORD.parameters,
    );
    const byMatrix = await facts(page);
    assert.match(byMatrix['Test accuracy, measured'], /^\d\d\.\d\d %$/);
    assert.match(await page.textContent('.prediction h2'), /^(Measured|Modelled) validation accuracy$/);
    await page.click('#undo');
    await page.waitForFunction((old) => !document.querySelector('.facts').textContent.includes(old), RECORD.parameters);
    await use(page, RECORD.hash);
    await page.waitForFunction(
      (expected) => document.querySelector('.facts').textContent.includes(expected),
      RECORD.parameters,
    );
    assert.deepEqual(await facts(page), byMatrix);
  });

  for (const [name, text, expected] of [
    [
      'a matrix that is not upper triangular',
      '{"matrix": [[0, 1], [1, 0]], "ops": ["input", "output"]}',
      /matrix\[1\]/,
    ],
    ['an unknown operation', '{"matrix":[[0,1,0],[0,0,1],[0,0,0]],"ops":["input","conv9x9","output"]}', /conv9x9/],
    ['an unknown hash', 'ffffffffffffffffffffffffffffffff', /./],
  ]) {
    await harness.test(`${name} is refused, and nothing is lost`, async (context) => {
      const page = await context.open(VIEW);
      await answered(page);
      const before = await page.textContent('#prediction');
      await use(page, text);
      await page.waitForSelector('#genotype-error .error-note');
      assert.match(await page.textContent('#genotype-error'), expected);
      assert.equal(await page.inputValue('#genotype'), text);
      assert.equal(await page.textContent('#prediction'), before);
    });
  }

  await harness.test('budgets are those of the table; fewer epochs, shorter training', async (context) => {
    const page = await context.open(VIEW);
    await answered(page);
    const hours = async () =>
      Number.parseFloat(Object.entries(await facts(page)).find(([term]) => /time/.test(term))[1]);
    const full = await hours();
    await page.click('.prediction [role="radio"]:has-text("4")');
    assert.equal((await hashState(page)).get('e'), '4');
    await page.waitForFunction(() => !document.querySelector('.facts').textContent.includes('Test accuracy'));
    assert.ok((await hours()) < full / 10);
  });

  await harness.test('neighbours of a cell are ranked, described and one click away', async (context) => {
    for (const benchmark of ['nb101', 'nb1shot1-3']) {
      const page = await context.open(`#v=architecture&b=${benchmark}`);
      await answered(page);
      const before = await page.textContent('#prediction');
      const difference = Number((await page.textContent('#neighbours li:first-child .number')).replace('−', '-'));
      assert.match(await page.textContent('#neighbours li:first-child'), /→|edges/);
      await page.click('#neighbours li:first-child button');
      await page.waitForFunction((old) => document.querySelector('#prediction').textContent !== old, before);
      const moved = Number((await page.textContent('#prediction')).slice(0, 5)) - Number(before.slice(0, 5));
      assert.ok(Math.abs(moved - difference) < 0.0101, `${moved} against ${difference}`);
    }
  });
}
