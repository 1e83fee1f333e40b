// A work request from the hallway to the finalized order, by five people at their own browsers
import assert from 'node:assert/strict';
import { openPage } from '../support/browser.mjs';
import { sound } from '../support/checks.mjs';
import { signIn } from '../support/session.mjs';

/// Walks it; every page on the way is sound.
export async function life(browser, product, options, report) {
  const at = async (role) => {
    const page = await openPage(browser, product.url, options);
    const who = product.people.get(role);
    await signIn(page, who.userName, who.password);
    return page;
  };
  const originator = await at('Order Originator');
  const path = await reported(originator, report);

  const approver = await at('Order Approver');
  await approver.goto('/work-requests?state=pending_approval');
  await approver.click(`text=${report}`);
  await stands(approver, 'Needs approval');
  await sound(approver);
  await press(approver, 'Approve');
  await stands(approver, 'Unassigned');

  const processor = await at('System Processor');
  await processor.goto('/work-requests');
  await processor.fill('[data-search]', report);
  await processor.press('[data-search]', 'Enter');
  await processor.click(`.list >> text=${report}`);
  const technician = product.people.get('Maintenance Technician');
  await assign(processor, technician.name, options.scripts !== false);
  await stands(processor, 'In hand');
  await sound(processor);

  const worker = await at('Maintenance Technician');
  await worker.goto('/work-requests');
  await worker.goto(path);
  await worker.fill('#f-text', 'Is the room free after three?');
  await press(worker, 'Send', '.say');
  await worker.locator('.talk >> text=Is the room free after three?').waitFor();
  await fold(worker, 'Hold', { 'f-hold-reason': 'Waiting for a washer' });
  await stands(worker, 'On hold');
  await sound(worker);
  await press(worker, 'Release');
  await stands(worker, 'In hand');
  await fold(worker, 'Resolve', { 'f-action_taken': 'Washer replaced' });
  await stands(worker, 'To review');
  await sound(worker);

  await originator.goto(path);
  await originator.locator('.talk >> text=Is the room free after three?').waitFor();
  await sound(originator);

  await processor.goto(path);
  await press(processor, 'Finalize');
  await stands(processor, 'Finalized');
  await sound(processor);

  const administrator = await at('System Administrator');
  await administrator.goto(path);
  await fold(administrator, 'Reopen', { 'f-reopening-reason': 'It drips again' });
  await stands(administrator, 'In hand');
  await deleted(administrator, path, report);
  for (const page of [originator, approver, processor, worker, administrator]) {
    assert.deepEqual(page.troubles, []);
    await page.context().close();
  }
}

async function reported(page, report) {
  await page.goto('/work-requests/new');
  await sound(page);
  await press(page, 'Report', 'main form');
  await page.locator('#f-title[aria-invalid="true"]').waitFor();
  await sound(page);
  await page.fill('#f-title', report);
  await page.fill('#f-description', 'It drips onto the floor.');
  await press(page, 'Report', 'main form');
  await page.waitForURL(/\/work-requests\/\d+$/);
  await stands(page, 'Needs approval');
  await sound(page);
  return new URL(page.url()).pathname;
}

async function assign(page, name, scripts) {
  await page.click('.next summary:has-text("Assign")');
  if (!scripts) {
    await page.click('.next a[href$="/assignees"]');
    await page.selectOption('[name="user_ids"]', { label: name });
    return press(page, 'Assign', 'main form');
  }
  const field = page.locator('.next .ts-control input');
  await field.click();
  await field.fill(name);
  await page.locator(`.ts-dropdown .option:has-text("${name}")`).click();
  await press(page, 'Assign', '.next form');
}

// deleting can be undone at once, and found again later
async function deleted(page, path, report) {
  const remove = async () => {
    await page.click('.acts details summary');
    await page.click('.acts button.danger');
    await page.waitForURL((url) => url.pathname === '/work-requests');
  };
  await remove();
  await page.locator('#toasts button').waitFor();
  await sound(page);
  assert.equal((await page.request.get(path)).status(), 404, 'what is deleted is not there');
  await page.click('#toasts button');
  await stands(page, 'In hand');
  await remove();
  await page.goto('/work-requests/deleted');
  await sound(page);
  await page.click(`tr:has-text("${report}") button`);
  await stands(page, 'In hand');
}

function press(page, label, within = '.next') {
  return page.locator(`${within} button:has-text("${label}")`).last().click();
}

// a form that opens under its button
async function fold(page, label, fields) {
  const pop = page.locator('.next details', { has: page.locator(`summary:has-text("${label}")`) });
  await pop.locator('summary').click();
  for (const [id, text] of Object.entries(fields)) await page.fill(`#${id}`, text);
  await pop.locator(`button:not([type="button"]):has-text("${label}")`).click();
}

/// Where the page says that the request stands.
async function stands(page, word) {
  await page.locator(`#h-next >> text=${word}`).waitFor();
}
