// The packages of web/package-lock.json, from wherever a test lies
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../web/package.json', import.meta.url));

export const { chromium } = require('playwright-core');
export const { HtmlValidate } = require('html-validate');
export const axeSource = require('axe-core').source;
