// The pictures of the five-minute tour in the README, taken from a fresh demonstration:  node support/tour.mjs OUT_FOLDER
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openPage, startBrowser } from './browser.mjs';
import { startProduct } from './server.mjs';
import { signIn } from './session.mjs';

const DESK = { width: 1200, height: 720 };
const FILE = 'Opened,Work order,Asset,Trade,Cost\n2021-03-02,Chiller trips on high pressure,Chiller 2,PM01,1840.00\n2021-03-09,Replace filters,AHU 4,PM02,212.50\n2021-04-11,Boiler room door does not latch,,PM01,n/a\n2021-05-20,Repair roof drain,Roof east,PM01,95.00\n';

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
const [browser, product] = await Promise.all([startBrowser(), startProduct()]);

const at = async (role, options = {}) => {
  const page = await openPage(browser, product.url, options);
  if ((options.size ?? 'desk') === 'desk') await page.setViewportSize(DESK);
  const who = product.people.get(role);
  await signIn(page, who.userName, who.password);
  return page;
};
const take = async (page, name) => {
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(folder, `${name}.png`), scale: 'css' });
  await page.context().close();
};

const report = await at('Order Originator', { size: 'phone' });
await report.goto('/work-requests/new');
await report.fill('#f-title', 'Tap drips in the art room');
await report.fill('#f-description', 'The left one at the window, onto the floor.');
const sent = report.waitForURL(/\/work-requests\/\d+$/);
await report.screenshot({ path: join(folder, 'report.png'), scale: 'css' });
await report.click('main form .btn-primary');
await sent;
const path = new URL(report.url()).pathname;
await report.context().close();

const approver = await at('Order Approver');
await approver.goto(path);
await take(approver, 'approve');

const processor = await at('System Processor');
await processor.goto('/work-requests');
await take(processor, 'list');

const technician = await at('Maintenance Technician', { size: 'phone', dark: true });
await technician.goto('/work-requests?state=pending_resolution');
await technician.locator('.list .w a').first().click();
await technician.waitForURL(/\/work-requests\/\d+$/);
await take(technician, 'work');

const administrator = await at('System Administrator', { dark: true });
await administrator.goto('/imports/new');
await administrator.setInputFiles('[name="file"]', { name: 'work orders 2021.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) });
await administrator.click('main form .btn-primary');
await administrator.waitForURL(/\/columns$/);
await take(administrator, 'import');

await browser.close();
await product.stop();
