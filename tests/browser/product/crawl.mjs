// Every page that somebody can come to by following links from where they begin, read without drawing it
import { invalid } from '../support/checks.mjs';

/// What is no page, though a link leads there.
const OTHER = /^\/(assets|api\/v1)\/|\/attachments\/|\.(csv|xlsx)$/;

/// Follows the links that this person sees to one page of each kind, with one for each way to ask for it among all people
/// (`met`: kind → path). Answers what is wrong with what was met.
export async function crawl(page, met) {
  const mine = new Set(['/']);
  const queue = ['/'];
  const faults = [];
  while (queue.length > 0) {
    const path = queue.shift();
    const answer = await page.request.get(path);
    const html = await answer.text();
    if (!answer.ok()) {
      faults.push(`${path} is linked and answers ${answer.status()}`);
      continue;
    }
    faults.push(...(await invalid(html)).map((fault) => `${path}: ${fault}`));
    for (const link of links(html)) {
      const [place, way] = kindOf(link);
      if (OTHER.test(link.split('?')[0]) || (mine.has(place) && met.has(way))) continue;
      mine.add(place);
      if (!met.has(way)) met.set(way, link);
      queue.push(link);
    }
  }
  return faults;
}

function links(html) {
  const addresses = [...html.matchAll(/<a\s[^>]*?href="([^"#][^"]*)"/g)].map(([, address]) => address.replaceAll('&#38;', '&').replaceAll('&amp;', '&'));
  return addresses.filter((address) => address.startsWith('/'));
}

// pages of one kind differ in their ids, and in the values of what is asked
function kindOf(link) {
  const { pathname, searchParams } = new URL(link, 'http://here');
  const place = pathname.replace(/\d+/g, '{}');
  return [place, `${place}?${[...searchParams.keys()].sort().join()}`];
}

/// Whether a path is one of those that a route such as `/work-requests/{id}` answers.
export function answers(route, path) {
  const pattern = route.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\\\*[^}]*\}/g, '.+').replace(/\{[^}]*\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(path);
}
