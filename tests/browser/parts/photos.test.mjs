// Photos are made smaller before they are sent, and none that was taken is lost
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPage, startBrowser } from '../support/browser.mjs';
import { sound } from '../support/checks.mjs';
import { startFixture } from './fixture.mjs';

let browser, server;
before(async () => ([browser, server] = await Promise.all([startBrowser(), startFixture()])));
after(async () => {
  await browser.close();
  await server.close();
});

const FIELD = '#f-photo';

test('a large photo is sent small and upright, also when it is sent at once', async () => {
  const page = await opened();
  const photo = turned(await picture(page, 'image/jpeg', 3000, 2400));
  await page.fill('#f-title', 'Leak');
  await page.setInputFiles(FIELD, { name: 'IMG_1.JPG', mimeType: 'image/jpeg', buffer: photo });
  const sent = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await page.click('text=Send');
  await sent;
  const { bytes } = server.posted.at(-1);
  assert.ok(bytes.includes('filename="IMG_1.jpg"'));
  assert.ok(bytes.length < photo.length, `${bytes.length} of ${photo.length} bytes`);
  assert.deepEqual(size(bytes), { width: 1600, height: 2000 });
});

test('what would not become smaller, and what is no photo, is sent as it is', async () => {
  const page = await opened();
  const [small, drawing] = [await picture(page, 'image/jpeg', 40, 30, 0.1), await picture(page, 'image/png', 2400, 10)];
  await page.setInputFiles(FIELD, { name: 'small.jpg', mimeType: 'image/jpeg', buffer: small });
  await page.setInputFiles(FIELD, { name: 'plan.png', mimeType: 'image/png', buffer: drawing });
  await page.setInputFiles(FIELD, { name: 'broken.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture at all') });
  await page.waitForFunction(() => document.querySelectorAll('#shots img').length === 3);
  assert.deepEqual(await chosen(page), [['small.jpg', small.length], ['plan.png', drawing.length], ['broken.jpg', 17]]);
});

test('a second photo comes to the first, and each can be taken out again', async () => {
  const page = await opened();
  for (const name of ['one.jpg', 'two.jpg']) {
    await page.setInputFiles(FIELD, { name, mimeType: 'image/jpeg', buffer: await picture(page, 'image/jpeg', 40, 30) });
  }
  await page.waitForFunction(() => document.querySelectorAll('#shots img').length === 2);
  await sound(page);
  await page.click('[aria-label="Remove one.jpg"]');
  assert.deepEqual((await chosen(page)).map(([name]) => name), ['two.jpg']);
});

test('with a photo, what is missing is asked for before anything is sent', async () => {
  const page = await opened();
  const before = server.posted.length;
  await page.setInputFiles(FIELD, { name: 'one.jpg', mimeType: 'image/jpeg', buffer: await picture(page, 'image/jpeg', 40, 30) });
  await page.locator('#shots img').waitFor();
  await page.click('text=Send');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'f-title');
  assert.equal(server.posted.length, before);
  await page.fill('#f-title', 'Leak');
  const sent = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await page.click('text=Send');
  await sent;
});

async function opened() {
  const page = await openPage(browser, server.url, { size: 'phone' });
  await page.goto('/photos', { waitUntil: 'networkidle' });
  return page;
}

// name and size of each file in the field
function chosen(page) {
  return page.evaluate((field) => [...document.querySelector(field).files].map((file) => [file.name, file.size]), FIELD);
}

async function picture(page, type, width, height, quality = 0.98) {
  const url = await page.evaluate(draw, { type, width, height, quality });
  return Buffer.from(url.split(',')[1], 'base64');
}

function draw({ type, width, height, quality }) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const pen = canvas.getContext('2d');
  for (let x = 0; x < width; x += 20) {
    pen.fillStyle = `hsl(${(x * 7) % 360} 60% 50%)`;
    pen.fillRect(x, 0, 10, height);
  }
  return canvas.toDataURL(type, quality);
}

/// The same photo as a camera writes it that was held upright: a quarter turn clockwise is left to whoever shows it.
function turned(jpeg) {
  const exif = Buffer.from('457869660000' + '4d4d002a00000008' + '0001' + '0112000300000001' + '00060000' + '00000000', 'hex');
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
}

/// Width and height of the JPEG in there, by its frame header.
function size(bytes) {
  const at = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
}
