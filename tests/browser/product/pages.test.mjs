// Every page of the product, at the desk and on the phone, light and dark: nothing wrong with its document, its colours, its
// names and its width, and no link that leads nowhere. The list of pages is the registry's own, so that none can be forgotten.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPage, startBrowser } from '../support/browser.mjs';
import { faint, sound, visit } from '../support/checks.mjs';
import { pagePaths, startProduct } from '../support/server.mjs';
import { signIn } from '../support/session.mjs';
import { answers, crawl } from './crawl.mjs';
import { furnish } from './furnish.mjs';

/// Routes that no link leads to, some because they are no pages; those that are, are looked at all the same.
const UNLINKED = new Set([
  '/', '/sign-in', '/invitation/{token}', '/password',
  '/healthz', '/readyz', '/assets/{*path}', '/work-requests/{id}/attachments/{attachment_id}',
  '/work-requests/new/buildings', '/work-requests/new/rooms', '/work-requests/new/people', '/work-requests/{id}/followers/people',
  '/work-requests/{id}/associations/requests', '/access/explanation/people',
  // the furnished organization has no occasion for these: teams, user types of its own, a second module
  '/user-types/{id}/deletion', '/teams/{id}/edit', '/people/{id}/overrides/new', '/work-requests/{id}/module',
]);

/// What else a page can show: no rows, no match, refused input, nothing there, a form that asks for what is not there.
const STATES = [
  '/work-requests?q=zzzzzz', '/work-requests?state=finalized', '/work-requests?sort=due&due=overdue', '/people?q=zzzzzz', '/buildings?q=zzzzzz',
  '/no-such-page', '/password', '/work-requests/999999', '/work-requests?after=nonsense', '/work-requests/new?building_id=999999',
  '/work-requests?planned=none', '/work-requests/bulk?action=delete', '/people/bulk?action=deactivate',
];

let browser, product, furnished;
/// Whom the crawl brought to which pages first.
const byRole = new Map();
const drawn = new Set();
before(async () => {
  [browser, product] = await Promise.all([startBrowser(), startProduct()]);
  const page = await open('System Administrator');
  furnished = await furnish(page);
  await page.context().close();
});
after(async () => {
  await browser?.close();
  await product?.stop();
});

const open = async (role, options) => {
  const page = await openPage(browser, product.url, options);
  const who = product.people.get(role);
  await signIn(page, who.userName, who.password);
  return page;
};

test('no role meets a link that leads nowhere, or a document with faults', async () => {
  const faults = [];
  const met = new Map();
  for (const role of product.people.keys()) {
    const before = met.size;
    const page = await open(role);
    faults.push(...(await crawl(page, met)).map((fault) => `${role}: ${fault}`));
    await page.context().close();
    byRole.set(role, [...met.values()].slice(before));
  }
  assert.deepEqual(faults, []);
});

test('every page of the registry is met by somebody', async () => {
  const paths = [...byRole.values(), furnished].flat().map((path) => path.split('?')[0]);
  const routes = (await pagePaths()).filter((route) => !UNLINKED.has(route) && !/\.(csv|xlsx)$/.test(route));
  assert.ok(routes.length > 20, 'the registry is there');
  assert.deepEqual(routes.filter((route) => !paths.some((path) => answers(route, path))), []);
});

test('every page is sound at the desk and on the phone, light and dark', async () => {
  const faults = [];
  for (const [role, met] of byRole) {
    const paths = pagesOf(met).concat(role === 'System Administrator' ? [...STATES, ...furnished] : []);
    for (const options of paths.length > 0 ? [{ size: 'desk' }, { size: 'phone', dark: true }] : []) {
      const page = await open(role, options);
      for (const path of paths) {
        const wrong = await visit(page, path).then(() => faint(page, !options.dark), (error) => [error.message]);
        faults.push(...wrong.map((fault) => `${role}, ${options.size}: ${fault}`));
        page.documents.length = page.troubles.length = 0;
      }
      await page.context().close();
    }
  }
  assert.deepEqual(faults, []);
});

test('the pages of who is not signed in are sound', async () => {
  for (const options of [{ size: 'desk' }, { size: 'phone', dark: true }]) {
    const page = await openPage(browser, product.url, options);
    for (const path of ['/sign-in', '/invitation/nonsense', '/sign-in?next=/me']) await visit(page, path);
    await page.fill('[name="user_name"]', 'nobody');
    await page.fill('[name="password"]', 'nothing of that kind');
    await page.click('main form button:not([type="button"])');
    await page.locator('[role="alert"], .field-error').first().waitFor();
    await sound(page);
    await page.context().close();
  }
});

// one of each place is drawn: how it was asked for changes what is in it, not how it looks
function pagesOf(met) {
  return met.filter((path, at) => !drawn.has(place(path)) && met.findIndex((other) => place(other) === place(path)) === at).map((path) => (drawn.add(place(path)), path));
}

function place(path) {
  return path.split('?')[0].replace(/\d+/g, '{}');
}
