// What a demonstration has not got and pages show: imports in every state, something deleted, a saved view, an approval process,
// a shipped user type that is not as it was shipped
import assert from 'node:assert/strict';

const FILE = 'Opened,What,Kind,Place,Price\n2024-02-01,Leak under the sink,PM01,Kitchen,12.50\n2024-02-02,No heat,PM02,Gym,much\n2024-02-03,Broken window,PM01,Gym,-3\n';
const COLUMNS = { 'column.0': 'opened_at', 'column.1': 'title', 'column.2': '', 'column.3': 'location', 'column.4': 'cost', 'constant.currency': 'USD', 'constant.state': 'finalized' };
const STAFF = 'Name,E-mail,Role,School,Initial password\nAnn Lee,ann.lee@district.example,Teacher,Nowhere,correct horse\nBob Ray,not an address,Teacher,,\n';
const SITES = 'School,Street,Rooms\nNew School,1 Main St,Gym; 101; 102\n';
const STATES = ['pending_approval', 'pending_assignment', 'pending_resolution', 'pending_finalization', 'finalized', 'declined', 'on_hold'];

/// Adds it as an administrator; answers the addresses of what no link leads to, or that differs from page to page of a kind.
export async function furnish(page) {
  const imports = [];
  for (const [name, press] of [['draft.csv'], ['checked.csv', ['check']], ['good.csv', ['check', 'all']], ['done.csv', ['check', 'all', 'import']]]) {
    imports.push(await imported(page, name, press ?? []));
  }
  const staff = await imported(page, 'staff.csv', ['check'], { kind: 'users', text: STAFF, columns: { 'column.0': 'name', 'column.1': 'email', 'column.2': '', 'column.3': 'buildings', 'column.4': 'password', 'constant.user_type': '2' } });
  const sites = await imported(page, 'sites.csv', ['check'], { kind: 'buildings', text: SITES, columns: { 'column.0': 'name', 'column.1': 'address', 'column.2': 'resources' } });
  const others = [staff, `${staff}/columns`, sites, `${sites}/columns`, '/imports/new?kind=users'];
  const requests = [];
  for (const state of STATES) requests.push(await first(page, state));
  await post(page, `${await first(page, 'declined')}/deletion`, {});
  await post(page, '/work-requests/views', { name: 'Mine and late', query: 'due=overdue&sort=due' });
  await post(page, '/approval-processes', { module: 'maintenance', scope: '', enforce_order: 'true', 'tier.0.user_types': '2', do: 'save' });
  const reset = await changed(page, '/user-types/19');
  const picked = requests.map((path) => `id=${path.split('/')[2]}`).join('&');
  const many = ['approve', 'assign', 'resolve', 'delete'].map((action) => `/work-requests/bulk?action=${action}&${picked}&id=999999`);
  const people = ['set_user_type', 'add_building', 'deactivate'].map((action) => `/people/bulk?action=${action}&id=1&id=2&id=3&id=999999`);
  return [...imports, `${imports[0]}/columns`, ...others, ...requests, reset, `${requests[0]}/history`, ...many, ...people];
}

async function imported(page, name, presses, { kind = 'work-requests', text = FILE, columns: chosen = COLUMNS } = {}) {
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(`${text}${'\n'.repeat(presses.length)}`) };
  const columns = await page.request.post(`/imports/new?kind=${kind}`, { multipart: { file } });
  assert.equal(columns.status(), 200, await columns.text());
  const at = new URL(columns.url()).pathname.replace(/\/columns$/, '');
  for (const [step, press] of presses.entries()) {
    await post(page, step === 0 ? `${at}/columns` : at, { ...(step === 0 ? chosen : { excluded: '3' }), do: press });
    await ended(page, at);
  }
  return at;
}

async function changed(page, userType) {
  await page.goto(userType);
  await page.locator('[name="grants.work.has_labor_rate"]').evaluate((box) => box.click());
  await Promise.all([page.waitForNavigation(), page.click('main button:text-is("Save")')]);
  const [, reset] = /href="(\/user-types\/\d+\/reset)"/.exec(await (await page.request.get(userType)).text()) ?? [];
  assert.ok(reset, `${userType} differs from what is shipped`);
  return reset;
}

async function ended(page, at) {
  for (;;) {
    const html = await (await page.request.get(at)).text();
    if (!html.includes('http-equiv="refresh"')) return;
  }
}

async function first(page, state) {
  const html = await (await page.request.get(`/work-requests?state=${state}`)).text();
  const [, path] = /href="(\/work-requests\/\d+)"/.exec(html) ?? [];
  assert.ok(path, `there is a request in the state ${state}`);
  return path;
}

async function post(page, path, form) {
  const answer = await page.request.post(path, { form });
  assert.ok(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`);
}
