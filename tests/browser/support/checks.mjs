// What must hold on every page that a test visits
import assert from 'node:assert/strict';
import { HtmlValidate, axeSource } from './packages.mjs';

const html = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    'doctype-style': ['error', { style: 'lowercase' }],
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    // several ticks of one filter share its name; so do the buttons of one form
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button'] }],
    // the policy of the pages forbids inline styles
    'no-inline-style': 'error',
    'long-title': 'off',
    // the default of a button is to submit, and that is what is meant
    'no-implicit-button-type': 'off',
    // a telephone number is only a link where one can call
    'tel-non-breaking': 'off',
  },
});

const AXE = { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };

/// Collects errors of scripts, of the console (a violated content policy among them) and broken documents.
export function watch(page) {
  page.troubles = [];
  page.documents = [];
  page.on('pageerror', (error) => page.troubles.push(`script: ${error.message}`));
  page.on('console', (message) => {
    // a refused request is the business of the test that sends it
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) page.troubles.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    const isPage = response.request().resourceType() === 'document' && response.headers()['content-type']?.startsWith('text/html');
    if (isPage) page.documents.push(faultsOf(response));
  });
}

// a redirect has no body to be read
async function faultsOf(response) {
  const text = await response.text().catch(() => '');
  return text ? (await invalid(text)).map((fault) => `${response.url()}: ${fault}`) : [];
}

/// The faults of one HTML document, in words.
export async function invalid(text) {
  const report = await html.validateString(text);
  return report.results.flatMap((result) => result.messages.map((m) => `${m.ruleId} at ${m.selector ?? m.line}: ${m.message}`));
}

/// The accessibility violations of what is on the screen now.
export async function inaccessible(page) {
  // given as an expression: the page's policy lets no script element in
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate((options) => window.axe.run(document, options), AXE);
  return violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.html.slice(0, 160)} (${node.failureSummary?.split('\n')[1]?.trim()})`));
}

/// Fails with everything that is wrong with the page as it stands.
export async function sound(page) {
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const documents = (await Promise.all(page.documents)).flat();
  const found = [...page.troubles, ...documents, ...(await inaccessible(page)), ...(sideways > 1 ? [`scrolls ${sideways} px sideways`] : [])];
  assert.deepEqual(found, [], `${page.url()} is not sound`);
}

/// Goes there and fails unless the page is sound.
export async function visit(page, path) {
  const response = await page.goto(path, { waitUntil: 'load' });
  await sound(page);
  return response;
}
