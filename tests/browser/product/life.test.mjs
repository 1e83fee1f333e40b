// One request lives its whole life in a browser: at the desk, on the phone, and without a script
import { after, before, test } from 'node:test';
import { startBrowser } from '../support/browser.mjs';
import { startProduct } from '../support/server.mjs';
import { life } from './life.mjs';

let browser, product;
before(async () => ([browser, product] = await Promise.all([startBrowser(), startProduct()])));
after(async () => {
  await browser?.close();
  await product?.stop();
});

test('at the desk', () => life(browser, product, { size: 'desk' }, 'Tap drips in the art room'));
test('on the phone, in the dark', () => life(browser, product, { size: 'phone', dark: true }, 'Tap drips in the music room'));
test('without a script', () => life(browser, product, { size: 'phone', scripts: false }, 'Tap drips in the gym'));
