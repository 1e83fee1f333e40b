// Requests and people that are picked in their lists: with scripts and without, at the desk and on the phone
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPage, startBrowser } from '../support/browser.mjs';
import { sound } from '../support/checks.mjs';
import { startProduct } from '../support/server.mjs';
import { signIn } from '../support/session.mjs';

let browser, product;
before(async () => ([browser, product] = await Promise.all([startBrowser(), startProduct()])));
after(async () => {
  await browser?.close();
  await product?.stop();
});

const open = async (options) => {
  const page = await openPage(browser, product.url, options);
  const { userName, password } = product.people.get('System Administrator');
  await signIn(page, userName, password);
  return page;
};

test('picked requests are assigned together', async () => {
  const page = await open();
  await page.goto('/work-requests?state=pending_assignment');
  for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key);
  await page.locator('#picked >> text=2 picked').waitFor();
  await sound(page);
  await page.click('#picked button[value="assign"]');
  await page.waitForURL('**/work-requests/bulk?**');
  assert.equal(await page.locator('input[name="id"]').count(), 2);
  await page.locator('.ts-control').click();
  await page.locator('.ts-dropdown .option').first().click();
  await sound(page);
  await page.keyboard.press('Escape');
  await page.click('.form-foot .btn-primary');
  await page.waitForURL('**/work-requests?state=pending_assignment');
  await page.locator('text=2 requests assigned').waitFor();
});

test('going back keeps what was picked', async () => {
  const page = await open();
  await page.goto('/work-requests');
  for (const at of [0, 1, 2]) await page.locator('.list .pick').nth(at).check();
  await page.click('#picked button[value="delete"]');
  await page.waitForURL('**/work-requests/bulk?**');
  await page.goBack();
  await page.locator('#picked >> text=3 picked').waitFor();
});

test('without scripts the bar comes with the first tick, and leads to the same page', async () => {
  const page = await open({ scripts: false });
  await page.goto('/work-requests?state=pending_resolution');
  assert.equal(await page.locator('#picked').isVisible(), false);
  await page.locator('.list .pick').first().check();
  assert.equal(await page.locator('#picked').isVisible(), true);
  assert.equal(await page.locator('#picked [data-copy]').isVisible(), false);
  await page.click('#picked [type="reset"]');
  assert.equal(await page.locator('#picked').isVisible(), false);
  await page.locator('.list .pick').first().check();
  await page.click('#picked button[value="resolve"]');
  await page.fill('[name="action_taken"]', 'Oiled the hinge');
  await page.click('.form-foot .btn-primary');
  await page.locator('text=One request resolved').waitFor();
});

test('on the phone a card has a tick, and the bar is above the one at the bottom', async () => {
  const page = await open({ size: 'phone' });
  await page.goto('/work-requests');
  await page.locator('.list .tick').first().tap();
  const box = await page.locator('.list .tick').first().boundingBox();
  assert.ok(box.width >= 44 && box.height >= 44, JSON.stringify(box));
  const [bar, bottom] = [await page.locator('#picked').boundingBox(), await page.locator('.bar').boundingBox()];
  assert.ok(bar.y + bar.height <= bottom.y && bar.x >= 0 && bar.x + bar.width <= 390, JSON.stringify({ bar, bottom }));
  await sound(page);
  await page.locator('#picked button[value="assign"]').tap();
  await page.waitForURL('**/work-requests/bulk?**');
});

test('picked people are deactivated, and told', async () => {
  const page = await open();
  await page.goto('/people?q=a');
  for (const at of [0, 1]) await page.locator('.roster .pick').nth(at).check();
  await page.locator('#picked >> text=2 picked').waitFor();
  await sound(page);
  await page.click('#picked button[value="deactivate"]');
  await page.locator('h1:has-text("Deactivate")').waitFor();
  await sound(page);
  await page.click('.form-foot .btn-danger');
  await page.locator('text=deactivated').first().waitFor();
});
