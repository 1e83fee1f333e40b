// Signing in as people do
import assert from 'node:assert/strict';

/// Signs in through the page and returns once the start page is there.
export async function signIn(page, userName, password) {
  await page.goto('/sign-in');
  await page.fill('[name="user_name"]', userName);
  await page.fill('[name="password"]', password);
  await Promise.all([page.waitForURL((url) => url.pathname !== '/sign-in'), page.click('main form button:not([type="button"])')]);
  assert.equal(await page.locator('body[data-me]').count(), 1, `${userName} is signed in`);
}

/// Signs out from the menu at the foot of the navigation.
export async function signOut(page) {
  await page.click('.side-foot summary');
  await Promise.all([page.waitForURL('**/sign-in'), page.click('form[action="/sign-out"] button')]);
}
