// Hands that never leave the keyboard, and what the desk does for them: search, move, open, come back, create, explain
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPage, startBrowser } from '../support/browser.mjs';
import { startProduct } from '../support/server.mjs';
import { signIn } from '../support/session.mjs';

let browser, product;
before(async () => ([browser, product] = await Promise.all([startBrowser(), startProduct()])));
after(async () => {
  await browser?.close();
  await product?.stop();
});

const desk = async (role = 'System Processor') => {
  const page = await openPage(browser, product.url);
  const who = product.people.get(role);
  await signIn(page, who.userName, who.password);
  await page.goto('/work-requests', { waitUntil: 'networkidle' });
  return page;
};
const focused = (page) => page.evaluate(() => document.activeElement?.textContent ?? '');

test('the list is searched, walked, opened and left by keys alone', async () => {
  const page = await desk();
  await page.keyboard.press('/');
  await page.keyboard.type('door');
  await page.keyboard.press('Enter');
  await page.waitForURL(/[?&]q=door/);
  await page.waitForLoadState('networkidle');
  for (const key of ['j', 'j', 'k', 'j']) await page.keyboard.press(key);
  const title = await page.locator('.list tr.here .w a').textContent();
  assert.equal(await focused(page), title, 'the focus is on the row');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/work-requests\/\d+$/);
  assert.equal(await page.locator('h1').textContent(), title);
  await page.goBack();
  await page.locator('.list tr.here').waitFor();
  assert.equal(await focused(page), title, 'back on the same row');
  await page.keyboard.press('?');
  await page.locator('#keys:popover-open').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await page.waitForURL('**/work-requests/new');
});

test('rows are picked by x, and what is picked is counted, copied and let go', async () => {
  const page = await desk();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  for (const key of ['j', 'x', 'j', 'j', 'x']) await page.keyboard.press(key);
  assert.equal(await page.locator('.list tr:has(.pick:checked)').count(), 2);
  await page.locator('#picked >> text=2 picked').waitFor();
  await page.click('#picked button[data-copy]');
  await page.locator('#toasts >> text=Copied').waitFor();
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).trim().split('\n');
  assert.equal(lines.length, 2);
  assert.match(lines[0], /^\d+ .+ http:\/\/\S+\/work-requests\/\d+$/);
  await page.keyboard.press('x');
  await page.locator('#picked >> text=1 picked').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.list tr:has(.pick:checked)').count(), 0);
  assert.equal(await page.locator('#picked').isVisible(), false);
});

test('work is assigned by keys alone, and what was typed to find somebody does not stay', async () => {
  const page = await desk();
  await page.goto('/work-requests?state=pending_assignment', { waitUntil: 'networkidle' });
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/work-requests\/\d+$/);
  await page.locator('summary:has-text("Assign")').press('Enter');
  await page.locator('details[open] .ts-control input:focus').waitFor();
  const technician = product.people.get('Maintenance Technician').name;
  await page.keyboard.type(technician.split(' ')[0]);
  await page.keyboard.press('Enter');
  await page.locator(`details[open] .ts-control .item:has-text("${technician}")`).waitFor();
  assert.equal(await page.inputValue('details[open] .ts-control input'), '');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator(`.past >> text=assigned ${technician}`).waitFor();
});

test('what none is chosen of looks so', async () => {
  const page = await desk();
  await page.click('.chips summary:has-text("Opened")');
  const fills = await page.locator('details[open] input[type="radio"]').evaluateAll((radios) => radios.map((radio) => getComputedStyle(radio).backgroundColor));
  const surface = await page.locator('details[open] input[type="date"]').first().evaluate((field) => getComputedStyle(field).backgroundColor);
  assert.deepEqual([...new Set(fills)], [surface]);
});

test('a filter in a pop-over goes into the address, and again out of it', async () => {
  const page = await desk();
  await page.click('.tabs a:has-text("All")');
  await page.click('.chips summary:has-text("Building")');
  await page.locator('.chips details[open] label.check').first().waitFor();
  await page.keyboard.type('stad');
  await page.click('.chips details[open] label.check:visible');
  await page.click('.chips details[open] .btn-primary');
  await page.waitForURL(/building_id=\d+/);
  assert.match(page.url(), /state=all/);
  await page.click('.chip-x');
  await page.waitForURL((url) => !url.search.includes('building_id'));
  assert.deepEqual(page.troubles, []);
});

test('a report survives a session that ended', async () => {
  const page = await desk();
  await page.goto('/work-requests/new', { waitUntil: 'networkidle' });
  await page.fill('#f-title', 'The flag is torn');
  await page.context().clearCookies();
  await page.click('main form .btn-primary');
  await page.waitForURL(/\/sign-in/);
  const who = product.people.get('System Processor');
  await page.fill('[name="user_name"]', who.userName);
  await page.fill('[name="password"]', who.password);
  await page.click('main form button:not([type="button"])');
  await page.waitForURL('**/work-requests/new');
  await page.locator('#toasts >> text=What you had typed is back').waitFor();
  assert.equal(await page.inputValue('#f-title'), 'The flag is torn');
});

test('people who were looked for are no draft that came back', async () => {
  const page = await desk('System Administrator');
  await page.goto('/teams/new', { waitUntil: 'networkidle' });
  await page.fill('#f-name', 'Snow crew');
  for (const letters of ['judy', 'ruth']) {
    await page.fill('[name="search"]', letters);
    await Promise.all([page.waitForResponse((answer) => answer.request().method() === 'POST'), page.click('button:has-text("Find")')]);
    await page.waitForLoadState('networkidle');
    assert.equal(await page.locator('#toasts >> text=What you had typed is back').count(), 0);
    await page.locator('[name="member_ids"]').first().check();
  }
  assert.equal(await page.inputValue('#f-name'), 'Snow crew');
  assert.ok((await page.locator('[name="member_ids"]:checked').count()) > 0);
});

test('a stale edit says so and loses nothing', async () => {
  const [mine, theirs] = [await desk(), await desk('System Administrator')];
  const path = await mine.locator('.list .w a').first().getAttribute('href');
  for (const page of [mine, theirs]) await page.goto(`${path}/edit`, { waitUntil: 'networkidle' });
  await theirs.fill('#f-title', 'Theirs came first');
  await theirs.click('main form .btn-primary');
  await theirs.waitForURL(`**${path}`);
  await mine.fill('#f-title', 'Mine came second');
  await mine.click('main form .btn-primary');
  await mine.locator('[data-stale]').waitFor();
  assert.equal(await mine.inputValue('#f-title'), 'Mine came second');
});
