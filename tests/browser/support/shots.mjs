// Pictures of pages at every size in both modes:  node support/shots.mjs BASE_URL OUT_FOLDER [--as USER PASSWORD] PATH…
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SIZES, openPage, startBrowser } from './browser.mjs';
import { signIn } from './session.mjs';

/// Takes them; a file is named after its path, size and mode.
export async function shots(baseUrl, folder, paths, who) {
  mkdirSync(folder, { recursive: true });
  const browser = await startBrowser();
  for (const size of Object.keys(SIZES)) {
    for (const dark of [false, true]) {
      const page = await openPage(browser, baseUrl, { size, dark });
      if (who) await signIn(page, who.userName, who.password);
      for (const path of paths) {
        await page.goto(path, { waitUntil: 'networkidle' });
        const name = path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'home';
        await page.screenshot({ path: join(folder, `${name}-${size}-${dark ? 'dark' : 'light'}.png`) });
      }
      await page.context().close();
    }
  }
  await browser.close();
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [baseUrl, folder, ...rest] = process.argv.slice(2);
  const who = rest[0] === '--as' ? { userName: rest[1], password: rest[2] } : undefined;
  await shots(baseUrl, folder, who ? rest.slice(3) : rest, who);
}
