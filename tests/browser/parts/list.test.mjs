// The scripts of lists: keys, the endless list and its place, pop-overs, refusals
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPage, startBrowser } from '../support/browser.mjs';
import { sound, visit } from '../support/checks.mjs';
import { startFixture } from './fixture.mjs';

let browser, server;
before(async () => ([browser, server] = await Promise.all([startBrowser(), startFixture()])));
after(async () => {
  await browser.close();
  await server.close();
});

const rows = (page) => page.locator('.list tbody tr[id]');

test('the list is sound at the desk and on the phone, light and dark', async () => {
  for (const size of ['desk', 'phone']) {
    for (const dark of [false, true]) {
      const page = await openPage(browser, server.url, { size, dark });
      await visit(page, '/list');
      await page.context().close();
    }
  }
});

test('rows come by themselves when the end is in sight', async () => {
  const page = await openPage(browser, server.url);
  await visit(page, '/list');
  assert.equal(await rows(page).count(), 50);
  await page.locator('#r50').scrollIntoViewIfNeeded();
  await page.locator('#r100').waitFor();
  await sound(page);
});

test('without scripts the end of the list is a link to the next page', async () => {
  const page = await openPage(browser, server.url, { scripts: false });
  await page.goto('/list');
  await page.click('.more a');
  assert.equal(await rows(page).first().getAttribute('id'), 'r51');
});

test('back returns to the same place of the list', async () => {
  const page = await openPage(browser, server.url);
  await page.goto('/list');
  for (const last of ['#r50', '#r100']) await page.locator(last).scrollIntoViewIfNeeded();
  await page.locator('#r140').scrollIntoViewIfNeeded();
  const height = await page.evaluate(() => window.scrollY);
  await page.click('#r140 a');
  await page.waitForURL('**/requests/140');
  await page.goBack();
  await page.locator('#r140.here, #r140:focus-within').waitFor();
  assert.ok(Math.abs((await page.evaluate(() => window.scrollY)) - height) < 5, 'the same height');
  await page.click('#r140 a');
  await page.click('[data-back]');
  await page.locator('#r140.here, #r140:focus-within').waitFor();
});

test('keys search, create, move and explain, but not while typing', async () => {
  const page = await openPage(browser, server.url);
  await page.goto('/list', { waitUntil: 'networkidle' });
  for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Request 2');
  await page.keyboard.press('?');
  await page.locator('#keys:popover-open').waitFor();
  await page.keyboard.press('?');
  await page.keyboard.press('/');
  await page.keyboard.type('jc?');
  assert.equal(await page.inputValue('[name="q"]'), 'jc?');
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('c');
  await page.waitForURL('**/form');
});

test('one pop-over at a time; Escape closes it and gives the focus back', async () => {
  const page = await openPage(browser, server.url);
  await page.goto('/list', { waitUntil: 'networkidle' });
  await page.click('summary >> nth=0');
  await page.fill('[data-narrow]', 'plum');
  assert.equal(await page.locator('label.check:visible').count(), 1);
  await page.click('summary >> nth=1');
  assert.equal(await page.locator('details.pop[open]').count(), 1);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('details.pop[open]').count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Due');
});

test('a refusal is told and changes nothing; refused input comes back in place with the focus', async () => {
  const page = await openPage(browser, server.url);
  await page.goto('/list', { waitUntil: 'networkidle' });
  await page.click('text=Refuse');
  await page.locator('.toast-line.bad', { hasText: 'Assigning needs another permission.' }).waitFor();
  assert.equal(await page.locator('#inline').textContent(), '');
  await page.click('text=Invalid');
  await page.locator('#t:focus').waitFor();
});
