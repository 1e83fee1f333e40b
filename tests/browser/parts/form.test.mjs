// The scripts of forms: nothing typed is lost, long drop-downs can be searched, appearance is remembered
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

test('what was typed survives a closed page and an ended session, but no password does', async () => {
  const page = await openPage(browser, server.url);
  await visit(page, '/form');
  await page.fill('#f-title', 'Water is dripping');
  await page.fill('#f-p', 'a secret of mine');
  await page.click('text=Send');
  await page.waitForURL('**/sign-in');
  await page.goto('/form');
  assert.equal(await page.inputValue('#f-title'), 'Water is dripping');
  assert.equal(await page.inputValue('#f-p'), '');
  const stored = await page.evaluate(() => JSON.stringify(sessionStorage));
  assert.ok(!stored.includes('a secret of mine'), 'no password is kept');
  await page.click('text=Discard');
  assert.equal(await page.inputValue('#f-title'), '');
});

test('a form that has arrived is forgotten', async () => {
  const page = await openPage(browser, server.url);
  await page.goto('/form', { waitUntil: 'networkidle' });
  await page.fill('#f-title', 'Sent');
  await page.evaluate(() => (document.querySelector('form').action = '/list'));
  await page.click('text=Send');
  await page.waitForURL('**/list');
  await page.waitForFunction(() => !Object.keys(sessionStorage).some((key) => key.startsWith('draft')));
  await page.goto('/form', { waitUntil: 'networkidle' });
  assert.equal(await page.inputValue('#f-title'), '');
});

test('a long drop-down can be typed into and sends what was chosen', async () => {
  const page = await openPage(browser, server.url);
  await page.goto('/form');
  await page.locator('.ts-control').click();
  await page.keyboard.type('Building 17');
  await sound(page);
  await page.keyboard.press('Enter');
  await page.click('text=Send');
  await page.waitForURL('**/sign-in');
  assert.ok(server.posted.at(-1).body.includes('building_id=17'), server.posted.at(-1).body);
});

test('a password can be shown and hidden', async () => {
  const page = await openPage(browser, server.url);
  await page.goto('/form', { waitUntil: 'networkidle' });
  await page.click('[data-reveal]');
  assert.equal(await page.getAttribute('#f-p', 'type'), 'text');
  await page.click('[data-reveal]');
  assert.equal(await page.getAttribute('#f-p', 'type'), 'password');
});

test('the appearance that was chosen stays, and follows the system again when told', async () => {
  const page = await openPage(browser, server.url);
  const shade = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const becomes = (wanted) => page.waitForFunction((color) => getComputedStyle(document.body).backgroundColor === color, wanted);
  await page.goto('/form', { waitUntil: 'networkidle' });
  const light = await shade();
  await page.click('text=Dark');
  await page.waitForFunction((color) => getComputedStyle(document.body).backgroundColor !== color, light);
  await page.goto('/list');
  assert.equal(await page.getAttribute('html', 'data-theme'), 'dark');
  await sound(page);
  await page.click('text=System');
  await becomes(light);
});

test('on the phone the navigation opens above the bar without a script', async () => {
  const page = await openPage(browser, server.url, { size: 'phone', scripts: false });
  await page.goto('/form');
  assert.equal(await page.locator('.side').isVisible(), false);
  await page.click('.bar button');
  assert.equal(await page.locator('.side nav').isVisible(), true);
});
