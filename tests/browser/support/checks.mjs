// What must hold on every page that a test visits
import assert from 'node:assert/strict';
import { HtmlValidate, axeSource } from './packages.mjs';

const html = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    'doctype-style': ['error', { style: 'lowercase' }],
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    // a field of a list has a dot in its name
    'valid-id': ['error', { relaxed: true }],
    // what repeats in a form is a list: ticks of a filter, lines of costs
    'form-dup-name': 'off',
    // the progress of an import goes on without a script
    'meta-refresh': 'off',
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
export async function inaccessible(page, asked = AXE) {
  // given as an expression: the page's policy lets no script element in
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate((options) => window.axe.run(document, options), asked);
  return violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.html.slice(0, 160)} (${node.failureSummary?.split('\n')[1]?.trim()})`));
}

/// Fails with everything that is wrong with the page as it stands; of one without scripts only its document can be judged.
export async function sound(page) {
  const documents = (await Promise.all(page.documents)).flat();
  const found = [...page.troubles, ...documents, ...(page.scripts ? [...(await inaccessible(page)), ...(await sideways(page))] : [])];
  assert.deepEqual(found, [], `${page.url()} is not sound`);
}

async function sideways(page) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return wide > 1 ? [`scrolls ${wide} px sideways`] : [];
}

/// What has too little contrast in the other mode, dark or light, switched as people switch it: without loading the page anew.
export async function faint(page, dark) {
  await page.evaluate(turn, dark ? 'dark' : 'light');
  const found = await inaccessible(page, { ...AXE, runOnly: { type: 'rule', values: ['color-contrast'] } });
  return found.map((fault) => `${page.url()} in the ${dark ? 'dark' : 'light'}: ${fault}`);
}

// colours change at the ends of their transitions, short as they are, and what inherits them a frame later each
async function turn(mode) {
  document.documentElement.dataset.theme = mode;
  for (let frame = 0; frame < 10; frame += 1) await new Promise(requestAnimationFrame);
}

/// Goes there and fails unless the page is sound.
export async function visit(page, path) {
  const response = await page.goto(path, { waitUntil: 'load' });
  await sound(page);
  return response;
}
