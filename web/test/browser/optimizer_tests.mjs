// SPDX-License-Identifier: Apache-2.0
// Optimizer: an evaluation and its reason, forward and back, from a link, by keyboard, for every optimizer.
import assert from 'node:assert/strict';
import {hashState} from './page_actions.mjs';

const traced = (page) =>
  page.waitForFunction(() => /of 300$/.test(document.querySelector('#trace-position')?.textContent));
const why = (page) => page.textContent('#why');
const place = async (page) => {
  const state = await hashState(page);
  return [Number(state.get('i') ?? 1), Number(state.get('p') ?? 5)];
};

export async function optimizerTests(harness) {
  await harness.test('an evaluation has a reason, a child and five phases', async (context) => {
    const page = await context.open('#v=optimizer&s=1&i=62&p=4');
    await traced(page);
    assert.equal(await page.locator('.phases li').count(), 5);
    assert.equal(await page.locator('.phases [aria-current="step"]').count(), 1);
    assert.match(await why(page), /^#62 is evaluated: \d\d\.\d\d %\./);
    assert.equal(await page.locator('#population [data-trial]').count(), 61);
    assert.ok((await page.locator('.family svg').count()) >= 2);
  });

  await harness.test('forward and back go through the phases, and the address keeps the place', async (context) => {
    const page = await context.open('#v=optimizer&s=1&i=62&p=5');
    await traced(page);
    const sentences = [await why(page)];
    await page.click('#trace-forward');
    const [evaluation] = await place(page);
    assert.equal(evaluation, 63);
    sentences.push(await why(page));
    await page.click('#trace-forward');
    assert.notEqual(await why(page), sentences[1]);
    await page.click('#trace-back');
    assert.equal(await why(page), sentences[1]);
    await page.click('#trace-back');
    assert.equal(await why(page), sentences[0]);
    await page.click('#trace-evaluation-forward');
    assert.deepEqual(await place(page), [63, 5]);
    const again = await context.open(new URL(page.url()).hash);
    await traced(again);
    assert.equal(await why(again), await why(page));
  });

  await harness.test('a mark, the slider and the keyboard lead to an evaluation', async (context) => {
    const page = await context.open('#v=optimizer&s=1&i=62&p=4');
    await traced(page);
    await page.click('#population [data-trial="40"]', {force: true});
    assert.deepEqual(await place(page), [41, 5]);
    await page.focus('#trace-slider');
    await page.keyboard.press('ArrowRight');
    assert.deepEqual(await place(page), [42, 5]);
    await page.focus('#trace-forward');
    await page.keyboard.press('Enter');
    assert.equal((await place(page))[0], 43);
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'trace-forward');
  });

  await harness.test('every optimizer that the engine lists can be watched to its last evaluation', async (context) => {
    const page = await context.open('#v=optimizer&b=nb1shot1-1&i=300&p=5');
    await traced(page);
    const names = await page.locator('#traced option').evaluateAll((all) => all.map((option) => option.value));
    assert.ok(names.length >= 3);
    for (const name of names) {
      const one = await context.open(`#v=optimizer&b=nb1shot1-1&m=${name}&i=300&p=4`);
      await traced(one);
      assert.match(await why(one), /^#300 is evaluated/, name);
      await one.close();
    }
  });

  await harness.test('other options, seeds and runs are other evaluations', async (context) => {
    const page = await context.open('#v=optimizer&s=1&i=30&p=4');
    await traced(page);
    for (const [field, value] of [
      ['#trace-seed', '2'],
      ['#trace-run', '3'],
    ]) {
      const before = await why(page);
      await page.fill(field, value);
      await page.keyboard.press('Tab');
      await page.waitForFunction((old) => document.querySelector('#why').textContent !== old, before);
    }
    await traced(page);
    await page.click('#trace-options summary');
    await page.fill('#trace-re-population', '7');
    await page.keyboard.press('Tab');
    assert.match((await hashState(page)).get('m'), /^re:population=7/);
  });

  await harness.test('an unknown optimizer in a link of this view is named', async (context) => {
    const page = await context.open('#v=optimizer&m=gibberish');
    await page.waitForSelector('#trace-status .error-note');
    assert.match(await page.textContent('#trace-status'), /gibberish[\s\S]*known/);
  });
}
