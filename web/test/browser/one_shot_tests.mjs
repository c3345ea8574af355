// SPDX-License-Identifier: Apache-2.0
// One-shot: a supernet that is trained, paused, cancelled and kept; a cell that gets the table's digits.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {assertNoSidewaysScroll, hashState} from './page_actions.mjs';

const VIEW = '#v=one-shot&s=1';
const TRAINER_FILES = /trainer.*\.(wasm|js)$|fashion-images/;

const status = (page) => page.textContent('#search-status');
const statusIs = (page, id, pattern) =>
  page.waitForFunction(
    ([selector, source]) => new RegExp(source).test(document.querySelector(selector)?.textContent),
    [id, pattern.source],
  );
const searched = (page) => statusIs(page, '#search-status', /^Done/);
const opened = (page) => page.waitForSelector('#search-run');

async function record(page) {
  const [event] = await Promise.all([page.waitForEvent('download'), page.click('#search-record')]);
  return JSON.parse(await readFile(await event.path(), 'utf8'));
}

export async function oneShotTests(harness) {
  await harness.test('nothing of the trainer is fetched before something is trained', async (context) => {
    const page = await context.open(VIEW);
    const fetched = [];
    page.on('request', (request) => fetched.push(request.url()));
    await opened(page);
    await page.waitForSelector('#model-status[data-state="ready"]', {state: 'attached'});
    assert.match(await status(page), /^Run loads/);
    assert.match(await page.textContent('#search-empty'), /Run/);
    assert.ok(!fetched.some((url) => TRAINER_FILES.test(url)), fetched.join('\n'));
    await page.fill('#search-epochs', '1');
    await page.keyboard.press('Tab');
    await page.click('#search-run');
    await searched(page);
  });

  await harness.test('a supernet is trained: curves, weights, the choice and its record', async (context) => {
    const page = await context.open(`${VIEW}&epochs=2`);
    await opened(page);
    await page.click('#search-run');
    await searched(page);
    assert.equal(await page.locator('.epoch-plot').count(), 3);
    // Four blocks with three operations, and nodes 3, 4 and the output with all before them; a column an epoch.
    assert.equal(await page.locator('.heat rect[fill]').count(), 2 * (4 * 3 + 3 + 4 + 5));
    assert.match(await page.textContent('#choice-values'), /Validation accuracy, table\d\d\.\d\d %/);
    assert.match(await page.textContent('#choice-values'), /measured/);
    const {schema, runs, methods} = await record(page);
    assert.equal(schema, 'cellar.oneshot/1');
    assert.equal(methods[0].options.epochs, 2);
    assert.equal(runs[0].epochs.length, 2);
    assert.equal(
      await page.textContent('#search-command'),
      'cellar oneshot -b fashion-1shot1-1 -m darts --runs 1 --epochs 2 --seed 1 --json',
    );
    await page.focus('#search-epoch');
    await page.keyboard.press('ArrowLeft');
    assert.match(await page.textContent('.choice-panel h2'), /after epoch 1$/);
    await page.click('#search .figure-panel summary');
    await page.waitForSelector('#search-table');
    assert.equal(await page.locator('#search-table tbody tr').count(), 2);
  });

  await harness.test('pause, resume, cancel; what was done is kept', async (context) => {
    const page = await context.open(`${VIEW}&epochs=100`);
    await opened(page);
    await page.click('#search-run');
    await statusIs(page, '#search-status', /^Epoch 2/);
    await page.click('#search-run');
    await statusIs(page, '#search-status', /^Paused/);
    assert.equal((await record(page)).runs[0].epochs.length, 1);
    await page.click('#search-run');
    await statusIs(page, '#search-status', /^Epoch/);
    await page.click('#search-cancel');
    await statusIs(page, '#search-status', /^Cancelled/);
    assert.match(await status(page), /Cancelled after [1-9]\d* of 100 epochs/);
    assert.ok((await record(page)).runs[0].epochs.length >= 1);
  });

  await harness.test('settings are in the address, and a link brings them back', async (context) => {
    const page = await context.open(VIEW);
    await opened(page);
    await page.selectOption('#search-space', 'nb1shot1-2');
    assert.match(await page.textContent('#lookup-note'), /transfer/i);
    await page.selectOption('#search-method', 'gdas');
    await page.fill('#search-epochs', '7');
    await page.keyboard.press('Tab');
    const state = await hashState(page);
    assert.deepEqual(
      ['v', 'lookup', 'method', 'epochs'].map((key) => state.get(key)),
      ['one-shot', 'nb1shot1-2', 'gdas', '7'],
    );
    const again = await context.open(new URL(page.url()).hash);
    await opened(again);
    assert.equal(await again.textContent('#search-command'), await page.textContent('#search-command'));
    assert.equal(await again.inputValue('#search-epochs'), '7');
  });

  await harness.test('a cell that is trained here gets the digits of the table', async (context) => {
    const page = await context.open(VIEW);
    await opened(page);
    await page.click('#train-cell');
    await statusIs(page, '#cell-status', /^Done/);
    console.log(`     ${await page.textContent('#cell-status')}`);
    assert.match(await page.textContent('#cell-verdict'), /^The same digits as the table's/);
    const rows = await page.locator('#cell-trainings tbody tr').allTextContents();
    assert.ok(rows.length >= 3, rows.join('\n'));
    assert.equal(rows[0].replace('here', ''), rows[1].replace('table', ''));
  });

  await harness.test('another seed is set beside the spread of the table', async (context) => {
    const page = await context.open(`${VIEW}&training-seed=77`);
    await opened(page);
    await page.click('#train-cell');
    await statusIs(page, '#cell-status', /^Done/);
    assert.match(await page.textContent('#cell-verdict'), /^Seed 77 is not in the table/);
  });

  await harness.test('the Architecture view leads to the training of its cell', async (context) => {
    const page = await context.open('#v=architecture&b=fashion-1shot1-1');
    await page.click('#train-architecture');
    await opened(page);
    const state = await hashState(page);
    assert.equal(state.get('v'), 'one-shot');
    assert.match(state.get('cell'), /^0000-/);
    await page.click('#cell-training summary');
    await page.fill('#cell-text', 'nonsense');
    await page.click('#use-cell-text');
    await page.waitForSelector('#cell-text-error .error-note');
    assert.equal((await hashState(page)).get('cell'), state.get('cell'));
  });

  await harness.test('images that are cut short are refused, and may be loaded again', async (context) => {
    context.server.damage = /fashion-images/;
    const page = await context.open(`${VIEW}&epochs=1`);
    await opened(page);
    await page.click('#search-run');
    await page.waitForSelector('#search-status .error-note');
    assert.match(await status(page), /fashion-images-v1[\s\S]*damaged/);
    context.server.damage = undefined;
    await page.click('#search-run');
    await searched(page);
  });

  await harness.test('a loss that is no number is reported with its step', async (context) => {
    const page = await context.open(`${VIEW}&epochs=1&method=darts:learning_rate=10;clip=0`);
    await opened(page);
    await page.click('#search-run');
    await statusIs(page, '#search-status', /no longer a number|^Done/);
    assert.match(await status(page), /step \d+[\s\S]*no longer a number|no longer a number[\s\S]*step \d+/);
  });

  await harness.test('the One-shot view fits 320 px, before and after a search', async (context) => {
    const page = await context.open(`${VIEW}&epochs=1`, {viewport: {width: 320, height: 640}});
    await opened(page);
    await assertNoSidewaysScroll(page);
    await page.click('#search-run');
    await searched(page);
    await assertNoSidewaysScroll(page);
  });
}
