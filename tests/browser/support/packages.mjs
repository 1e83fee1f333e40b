// The packages that tests stand on; axe comes as source, to be run inside the page
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { HtmlValidate } from 'html-validate';

export { chromium, HtmlValidate };
export const axeSource = createRequire(import.meta.url)('axe-core').source;
