// Builds web/dist: one style sheet, one script (with parts loaded on demand), the icon sprite, fonts, and
// manifest.json, which maps each plain name to its name with a content hash.
//
//   node build.mjs [--also FOLDER …] [--watch]      --also: further pages whose classes are kept
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import postcss from 'postcss';
import { PurgeCSS } from 'purgecss';

const root = fileURLToPath(new URL('.', import.meta.url));
const at = (...parts) => join(root, ...parts);
const args = process.argv.slice(2);
const also = args.flatMap((word, i) => (args[i - 1] === '--also' ? [word] : []));
const fonts = ['latin', 'latin-ext'].map((part) => `inter-${part}-wght-normal.woff2`);
const target = ['chrome123', 'firefox121', 'safari17.5'];

async function build() {
  const started = Date.now();
  const names = {};
  rmSync(at('dist'), { recursive: true, force: true });
  mkdirSync(at('dist'));
  for (const font of fonts) {
    keep(names, font, readFileSync(at('node_modules/@fontsource-variable/inter/files', font)));
  }
  keep(names, 'icons.svg', sprite());
  keep(names, 'favicon.svg', readFileSync(at('static/favicon.svg')));
  keep(names, 'app.webmanifest', readFileSync(at('static/app.webmanifest'), 'utf8').replace('favicon.svg', names['favicon.svg']));
  keep(names, 'app.css', await styles(names));
  await scripts(names);
  cpSync(at('node_modules/@fontsource-variable/inter/LICENSE'), at('dist/inter-LICENSE.txt'));
  writeFileSync(at('dist/manifest.json'), JSON.stringify(names, null, 2) + '\n');
  console.log(`web/dist: ${Object.keys(names).length} assets in ${Date.now() - started} ms`);
}

// writes a file under a name that changes with its content, so that browsers may keep it for ever
function keep(names, name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8);
  const hashed = `${basename(name, extname(name))}-${hash}${extname(name)}`;
  writeFileSync(at('dist', hashed), content);
  names[name] = hashed;
}

// one <symbol> an icon; strokes and fills come from the style sheet (.i)
function sprite() {
  const symbols = readFileSync(at('icons.txt'), 'utf8').split('\n').filter(Boolean).map((name) => {
    const file = at('node_modules/@tabler/icons/icons/outline', `${name}.svg`);
    if (!existsSync(file)) throw new Error(`icons.txt: Tabler has no icon “${name}”`);
    const body = readFileSync(file, 'utf8').replace(/^[\s\S]*?<svg[\s\S]*?>/, '').replace('</svg>', '');
    const paths = body.replace(/<path stroke="none"[^>]*>/g, '').replace(/\s*\n\s*/g, '').replace(/ \/>/g, '/>');
    return `<symbol id="${name}" viewBox="0 0 24 24">${paths}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('\n')}</svg>\n`;
}

// Tabler and our own layers in one sheet, purged to the classes that pages and scripts name
async function styles(names) {
  const bundled = await esbuild.build({
    entryPoints: [at('styles/app.css')],
    bundle: true, write: false, external: ['*.woff2'], target, logLevel: 'warning',
  });
  const [purged] = await new PurgeCSS().purge({
    css: [{ raw: withoutOtherModes(bundled.outputFiles[0].text) }],
    content: [at('../crates/*/src/**/*.html'), at('src/**/*.ts'), ...also.map((folder) => join(folder, '**/*.html'))],
    safelist: { greedy: [/^ts-/, /htmx-/, /^st-/, /^av-/, /^tag-/, /^note-/, /^btn-/, /^c\d+$/, /details-content/] },
    variables: true, keyframes: true,
  });
  const small = await esbuild.transform(purged.css, { loader: 'css', minify: true, target, legalComments: 'inline' });
  return fonts.reduce((css, font) => css.replaceAll(font, names[font]), small.code);
}

// Both modes are written side by side with light-dark() in our own tokens, so Tabler's second set of values goes
function withoutOtherModes(css) {
  const tree = postcss.parse(css);
  tree.walkAtRules('layer', (layer) => {
    if (layer.params !== 'tabler') return;
    layer.walkRules((rule) => {
      const kept = rule.selectors.filter((selector) => !/\[data-(bs-)?theme=.?dark/.test(selector));
      if (kept.length === 0) rule.remove();
      else if (kept.length < rule.selectors.length) rule.selectors = kept;
    });
  });
  return tree.toString();
}

async function scripts(names) {
  const result = await esbuild.build({
    entryPoints: [at('src/app.ts')],
    bundle: true, splitting: true, format: 'esm', minify: true, metafile: true, target, logLevel: 'warning',
    legalComments: 'eof', outdir: at('dist'), entryNames: '[name]-[hash]', chunkNames: '[name]-[hash]',
  });
  const entry = Object.keys(result.metafile.outputs).find((file) => result.metafile.outputs[file].entryPoint);
  names['app.js'] = basename(entry);
}

await build();
if (args.includes('--watch')) {
  let waiting;
  const again = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => build().catch((error) => console.error(error.message)), 100);
  };
  for (const folder of ['src', 'styles', '../crates']) watch(at(folder), { recursive: true }, again);
}
