// A headless Chromium with an empty profile that talks to nobody but the server under test.
import { chromium } from './packages.mjs';
import { watch } from './checks.mjs';

const QUIET = [
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-default-apps',
  '--no-first-run', '--metrics-recording-only', '--no-pings',
];

/// The sizes at which every page must be good: a desk and a phone.
export const SIZES = {
  desk: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
};

/// Starts the browser; `CHROMIUM` names another one than Debian's.
export function startBrowser() {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...QUIET, ...asRoot] });
}

/// A page of its own, with nobody signed in. Whatever goes wrong in it is collected in `page.troubles`.
export async function openPage(browser, baseUrl, { size = 'desk', dark = false, scripts = true } = {}) {
  const context = await browser.newContext({
    ...SIZES[size], baseURL: baseUrl, colorScheme: dark ? 'dark' : 'light', javaScriptEnabled: scripts, reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.scripts = scripts;
  watch(page);
  return page;
}
