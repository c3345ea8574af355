// SPDX-License-Identifier: Apache-2.0
// Architecture: predictions, edits with mouse and keyboard, texts, neighbours.
import assert from 'node:assert/strict';
import {hashState, modelReady} from './page_actions.mjs';

const VIEW = '#v=architecture';
const GENOTYPE =
  "Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_5x5', 0), ('skip_connect', 2), " +
  "('dil_conv_3x3', 1), ('sep_conv_3x3', 3), ('max_pool_3x3', 0), ('sep_conv_3x3', 4)], normal_concat=[2, 3, 4, 5], " +
  "reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 1), ('max_pool_3x3', 0), " +
  "('skip_connect', 2), ('skip_connect', 2), ('max_pool_3x3', 1)], reduce_concat=[2, 3, 4, 5])";
const GENOTYPE_CODE = '0313042215330043' + '0010102200221022';

const predicted = (page) =>
  page
    .waitForFunction(() => /^\d\d\.\d\d/.test(document.querySelector('#prediction').textContent))
    .then(() => page.textContent('#prediction'));

const use = async (page, text) => {
  await page.fill('#genotype', text);
  await page.click('#use-genotype');
};

export async function architectureTests(harness) {
  await harness.test('the cells stand before the model, the prediction comes with it', async (context) => {
    context.server.hold = /cellar-gz$/;
    const page = await context.open(VIEW);
    assert.equal(await page.locator('.cell-graph .tag').count(), 16);
    assert.match(await page.textContent('#prediction'), /comes with the model/);
    context.server.release();
    assert.match(await predicted(page), /^\d\d\.\d\d ± \d\.\d\d %$/);
    assert.equal(await page.locator('#neighbours li').count(), 12);
    assert.match(await page.textContent('.prediction'), /not to measurements/);
  });

  await harness.test('a genotype is read, drawn and predicted; its code is in the address', async (context) => {
    const page = await context.open(VIEW);
    const before = await predicted(page);
    await use(page, GENOTYPE);
    await page.waitForFunction((code) => location.hash.includes(code), GENOTYPE_CODE);
    await page.waitForFunction((old) => document.querySelector('#prediction').textContent !== old, before);
    assert.match(
      await page.getAttribute('.cell-graph', 'aria-label'),
      /node 3 reads node 2 through separable convolution 3×3/,
    );
  });

  await harness.test('the compact form and JSON mean the same', async (context) => {
    const page = await context.open(VIEW);
    await modelReady(page);
    const reduce = '[0, 0], [1, 0], [1, 0], [2, 2], [0, 0], [2, 2], [1, 0], [2, 2]';
    await use(page, `[[(0, 3), (1, 3), (2, 2), (0, 4), (3, 3), (1, 5), (4, 3), (0, 0)], [${reduce}]]`);
    await page.waitForFunction((code) => location.hash.includes(code), GENOTYPE_CODE);
  });

  for (const [name, spoil, expected] of [
    ['an unknown operation', (text) => text.replace('dil_conv_3x3', 'dil_conv_9x9'), /normal\[4\][\s\S]*dil_conv_9x9/],
    ['one source twice', (text) => text.replace("('sep_conv_3x3', 1)", "('sep_conv_3x3', 0)"), /normal\[[01]\]/],
    [
      'a source that does not exist yet',
      (text) => text.replace("('sep_conv_3x3', 1)", "('sep_conv_3x3', 3)"),
      /normal\[1\]/,
    ],
    ['an empty text', () => '', /./],
    ['a text cut short', (text) => text.slice(0, 80), /./],
  ]) {
    await harness.test(`a genotype with ${name} is refused with its place, and nothing is lost`, async (context) => {
      const page = await context.open(VIEW);
      const before = await predicted(page);
      const hash = new URL(page.url()).hash;
      await use(page, spoil(GENOTYPE));
      await page.waitForSelector('#genotype-error .error-note');
      assert.match(await page.textContent('#genotype-error'), expected);
      assert.equal(await page.getAttribute('#genotype', 'aria-invalid'), 'true');
      assert.equal(await page.inputValue('#genotype'), spoil(GENOTYPE));
      assert.equal(await page.textContent('#prediction'), before);
      assert.equal(new URL(page.url()).hash, hash);
    });
  }

  await harness.test('a neighbour is one click away, undo one back', async (context) => {
    const page = await context.open(VIEW);
    const before = await predicted(page);
    const difference = await page.textContent('#neighbours li:first-child .number');
    await page.click('#neighbours li:first-child button');
    await page.waitForFunction((old) => document.querySelector('#prediction').textContent !== old, before);
    const moved = Number((await page.textContent('#prediction')).slice(0, 5)) - Number(before.slice(0, 5));
    assert.ok(Math.abs(moved - Number(difference.replace('−', '-'))) < 0.0101, `${moved} against ${difference}`);
    await page.click('#undo');
    await page.waitForFunction((old) => document.querySelector('#prediction').textContent === old, before);
    assert.equal(await page.isDisabled('#undo'), true);
  });

  await harness.test('cells are edited by keyboard', async (context) => {
    const page = await context.open(VIEW);
    await predicted(page);
    const code = async () => (await hashState(page)).get('a') ?? '';
    await page.focus('[data-cell="normal"] [data-edge="7"]');
    await page.keyboard.press('1');
    assert.equal((await code())[15], '0');
    await page.keyboard.press('5');
    assert.equal((await code())[15], '4');
    await page.keyboard.press('ArrowRight');
    assert.equal(
      await page.evaluate(
        () => document.activeElement.dataset.edge + document.activeElement.closest('[data-cell]').dataset.cell,
      ),
      '0reduce',
    );
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('f');
    const sources = (await code()).slice(12, 16);
    assert.notEqual(sources, '0224');
    await page.keyboard.press('u');
    await page.keyboard.press('u');
    assert.equal((await code())[15], '0');
  });

  await harness.test('fewer epochs, shorter training', async (context) => {
    const page = await context.open(`${VIEW}&e=10`);
    await predicted(page);
    const hours = async () => Number.parseFloat(await page.textContent('.facts dd'));
    const short = await hours();
    await page.focus('#epochs');
    await page.keyboard.press('End');
    await page.waitForFunction(
      (old) => Number.parseFloat(document.querySelector('.facts dd').textContent) > 5 * old,
      short,
    );
  });

  await harness.test('an all-skip architecture is marked as out of distribution', async (context) => {
    const skip = '0212021202120212';
    const page = await context.open(`${VIEW}&a=${skip}${skip}`);
    await predicted(page);
    assert.match(await page.textContent('.prediction'), /out of distribution/);
    assert.match(await page.textContent('.prediction'), /16 of 16/);
  });

  await harness.test('what drives a prediction: every edge with every other operation', async (context) => {
    const page = await context.open(VIEW);
    await predicted(page);
    await page.focus('#effects summary');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#edge-effects tbody tr');
    assert.equal(await page.locator('#edge-effects tbody tr').count(), 16);
    assert.equal(await page.locator('#edge-effects td.present').count(), 16);
    const worth = (await page.locator('#edge-effects td:last-child').allTextContents()).map((value) =>
      Number(value.replace('−', '-')),
    );
    assert.deepEqual(
      worth,
      worth.toSorted((a, b) => b - a),
    );
    const differences = await page.locator('#edge-effects td.number').allTextContents();
    const best = await page.locator('#neighbours li .number').allTextContents();
    assert.ok(
      best.filter((value) => differences.includes(value)).length > 0,
      'the best neighbours are among the differences',
    );
  });

  await harness.test('a benchmark of other cells has no edge effects', async (context) => {
    const page = await context.open(`${VIEW}&b=fashion-1shot1-1`);
    await predicted(page);
    assert.equal(await page.isHidden('#effects'), true);
  });
}
