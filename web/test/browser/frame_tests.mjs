// SPDX-License-Identifier: Apache-2.0
// What holds for the whole page: policy, keyboard, narrow windows, themes.
import assert from 'node:assert/strict';
import {assertNoSidewaysScroll, hashState, modelReady, phaseIs} from './page_actions.mjs';

export async function frameTests(harness) {
  await harness.test('the content security policy forbids what the page does not need', async (context) => {
    context.tolerated = /policy|Content Security Policy|inline/i;
    const page = await context.open();
    const policy = await page.getAttribute('meta[http-equiv="Content-Security-Policy"]', 'content');
    assert.match(policy, /default-src 'self'/);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/);
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.ranInline = true';
      document.body.append(script);
      return window.ranInline === true;
    });
    assert.equal(ran, false);
  });

  await harness.test('a study is run by keyboard alone', async (context) => {
    const page = await context.open('#r=2&n=30&s=1');
    await modelReady(page);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    for (let i = 0; i < 20 && (await page.evaluate(() => document.activeElement.id)) !== 'run'; i++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await phaseIs(page, 'done');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'run');
  });

  await harness.test('arrow keys move through tabs, radio groups and the figure', async (context) => {
    const page = await context.open();
    await page.focus('#tab-compare');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'tab-architecture');
    assert.equal(await page.isVisible('#view-architecture'), true);
    assert.equal(await page.isVisible('#view-compare'), false);
    await page.keyboard.press('ArrowLeft');
    await page.focus('role=radio[name="Log"]');
    await page.keyboard.press('ArrowRight');
    assert.equal((await hashState(page)).get('y'), 'linear');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Linear');
    await page.focus('#plot');
    await page.keyboard.press('End');
    assert.match(await page.textContent('#reading'), /^At 1,000 evaluations: .+ \d\.\d{3}/);
    assert.match(await page.getAttribute('#plot', 'aria-valuetext'), /^At 1,000 evaluations/);
    await page.keyboard.press('Home');
    assert.match(await page.textContent('#reading'), /^At 1 evaluations/);
  });

  await harness.test('figures have captions and a data table', async (context) => {
    const page = await context.open();
    assert.equal(await page.locator('figure').count(), await page.locator('figure figcaption:not(:empty)').count());
    await page.click('summary:has-text("Data table")');
    assert.equal(await page.locator('table.data tbody tr').count(), 3);
  });

  for (const width of [360, 320]) {
    await harness.test(`no sideways scrolling at ${width} px`, async (context) => {
      const page = await context.open('', {viewport: {width, height: 780}});
      await modelReady(page);
      await assertNoSidewaysScroll(page);
      await page.click('.settings > summary');
      await page.click('.options > summary');
      for (const fold of await page.locator('.options details > summary').all()) await fold.click();
      await page.click('summary:has-text("Data table")');
      await assertNoSidewaysScroll(page);
      await page.click('#tab-architecture');
      await page.waitForSelector('#neighbours li');
      await assertNoSidewaysScroll(page);
      await page.selectOption('.benchmark-label select', 'nb1shot1-3');
      await page.waitForSelector('.nb101-figure [data-vertex]');
      await modelReady(page);
      await assertNoSidewaysScroll(page);
      await page.click('#tab-optimizer');
      await page.waitForSelector('#population svg');
      await page.click('#trace-options > summary');
      await page.click('#trace summary:has-text("Data table")');
      await assertNoSidewaysScroll(page);
      await page.click('#tab-compare');
      await assertNoSidewaysScroll(page);
    });
  }

  await harness.test('dark mode follows the system and the choice', async (context) => {
    const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const page = await context.open('', {colorScheme: 'dark'});
    assert.equal(await background(page), 'rgb(17, 22, 29)');
    await page.click('role=radio[name="Light"]');
    assert.equal(await background(page), 'rgb(244, 246, 248)');
    await page.reload();
    assert.equal(await background(page), 'rgb(244, 246, 248)');
    await page.focus('role=radio[name="Light"]');
    await page.keyboard.press('ArrowRight');
    assert.equal(await background(page), 'rgb(17, 22, 29)');
  });
}
