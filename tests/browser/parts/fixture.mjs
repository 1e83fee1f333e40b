// A small server with just enough pages to try the scripts and styles of web/dist, under the policy of the real one.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';

const DIST = new URL('../../../web/dist/', import.meta.url);
const TYPES = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.webmanifest': 'application/manifest+json' };
const POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'";
const ROWS = 50;
const PAGES = 4;

/// Serves on a free port; `close()` ends it. `answers` collects the bodies that were posted.
export async function startFixture() {
  const posted = [];
  const server = createServer((request, response) => {
    const body = [];
    request.on('data', (part) => body.push(part)).on('end', () => {
      const url = new URL(request.url, 'http://fixture');
      if (request.method === 'POST') posted.push({ path: url.pathname, body: Buffer.concat(body).toString(), bytes: Buffer.concat(body) });
      answer(request, url, response);
    });
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { url: `http://127.0.0.1:${server.address().port}`, posted, close: () => new Promise((done) => server.close(done)) };
}

function answer(request, url, response) {
  const send = (status, body, headers = {}) =>
    response.writeHead(status, { 'content-security-policy': POLICY, 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers }).end(body);
  const after = Number(url.searchParams.get('after') ?? 0);
  if (url.pathname.startsWith('/assets/')) {
    const type = TYPES[extname(url.pathname)];
    return send(200, readFileSync(new URL(url.pathname.slice(8), DIST)), { 'content-type': type, 'cache-control': 'max-age=3600' });
  }
  if (url.pathname === '/favicon.ico') return send(404, '');
  if (url.pathname === '/list' && request.headers['hx-request']) return send(200, rows(after));
  if (url.pathname === '/list') return send(200, page('List', list(after), request));
  if (url.pathname.startsWith('/requests/')) return send(200, page('One', '<p><a href="/list" data-back>Back to the list</a></p>', request));
  if (url.pathname === '/form' && request.method === 'POST') return send(303, '', { location: '/sign-in' });
  if (url.pathname === '/form') return send(200, page('Form', form(), request));
  if (url.pathname === '/photos') return send(200, page('Photos', photos(), request));
  if (url.pathname === '/refused') return send(403, '<p data-message>Assigning needs another permission.</p>');
  if (url.pathname === '/invalid') return send(422, '<form id="inline"><label for="t">Title</label><input id="t" name="title" aria-invalid="true" value="x"></form>');
  if (url.pathname === '/sign-in') return send(200, bare());
  return send(404, page('Nothing', '<p>Nothing here</p>', request));
}

function asset(name) {
  return `/assets/${JSON.parse(readFileSync(new URL('manifest.json', DIST), 'utf8'))[name]}`;
}

function head(title) {
  return `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><link rel="stylesheet" href="${asset('app.css')}"><script type="module" src="${asset('app.js')}"></script>`;
}

const icon = (name) => `<svg class="i" aria-hidden="true"><use href="${asset('icons.svg')}#${name}"/></svg>`;

function page(title, main, request) {
  const theme = /theme=(light|dark)/.exec(request.headers.cookie ?? '')?.[1];
  return `<!doctype html><html lang="en"${theme ? ` data-theme="${theme}"` : ''}><head>${head(title)}</head><body data-me="7"><div class="shell">
<header class="side" id="menu" popover><nav aria-label="Main"><ul class="nav"><li><a href="/list">List</a></li></ul></nav>
<div class="themes" role="group" aria-label="Appearance"><button type="button" data-theme-set="light">Light</button><button type="button" data-theme-set="dark">Dark</button><button type="button" data-theme-set="">System</button></div></header>
<main class="page" id="main" tabindex="-1"><h1>${title}</h1>${main}</main></div>
<nav class="bar" aria-label="Quick"><a href="/list">${icon('list')}List</a><button type="button" popovertarget="menu">${icon('menu-2')}More</button></nav>
<div id="toasts" role="status" data-offline="No connection" data-failed="Failed" data-restored="Restored" data-discard="Discard"></div>
<dialog id="keys" popover aria-label="Keys"><p>Keys</p></dialog></body></html>`;
}

function bare() {
  return `<!doctype html><html lang="en"><head>${head('Sign in')}</head><body class="bare"><main id="main"><h1>Sign in</h1></main><div id="toasts" role="status"></div></body></html>`;
}

function list(after) {
  return `<form class="search" role="search"><button type="submit" aria-label="Search">${icon('search')}</button><input class="form-control" type="search" name="q" aria-label="Search list"></form><p><a class="btn" href="/form" data-key="c">New</a></p>
<div class="chips"><details class="pop"><summary class="chip">Type</summary><div class="pop-box"><div class="pop-body"><input class="form-control" type="search" data-narrow aria-label="Narrow"><label class="check"><input type="checkbox" name="type"><span>Plumbing</span></label><label class="check"><input type="checkbox" name="type"><span>Electrical</span></label></div></div></details>
<details class="pop"><summary class="chip">Due</summary><div class="pop-box"><p>Due</p></div></details></div>
<p><button type="button" hx-get="/refused" hx-target="#inline">Refuse</button> <button type="button" hx-get="/invalid" hx-target="#inline">Invalid</button></p><div id="inline"></div>
<table class="table list"><caption class="sr">Requests</caption><thead><tr><th scope="col" class="n">No.</th><th scope="col" class="w">Request</th><th scope="col" class="a">Age</th></tr></thead><tbody>${rows(after)}</tbody></table>`;
}

function rows(after) {
  const from = after + 1;
  const lines = Array.from({ length: ROWS }, (_, i) => from + i).map((n) =>
    `<tr id="r${n}"><td class="n">${n}</td><td class="w"><a href="/requests/${n}">Request ${n}</a><small>Somewhere</small></td><td class="a"><time datetime="2026-01-02T03:04:05Z" data-age>Jan 2</time></td></tr>`);
  const next = after + ROWS;
  const href = `/list?after=${next}`;
  const more = next < ROWS * PAGES ? `<tr class="more"><td colspan="3"><a class="btn" href="${href}" hx-get="${href}" hx-trigger="click, revealed rootMargin:600px" hx-target="closest tr" hx-swap="outerHTML">More</a></td></tr>` : '';
  return lines.join('') + more;
}

function photos() {
  return `<form class="fields" method="post" action="/photos" enctype="multipart/form-data" novalidate><div class="field"><label class="form-label" for="f-title">Title</label><input class="form-control" id="f-title" type="text" name="title" required></div>
<div class="field"><label class="form-label" for="f-photo">Photo</label><input class="form-control" id="f-photo" type="file" name="photo" data-shots="shots" data-remove="Remove"><ul class="shots" id="shots"></ul></div><button class="btn btn-primary" type="submit">Send</button></form>`;
}

function form() {
  const options = Array.from({ length: 20 }, (_, i) => `<option value="${i}">Building ${i}</option>`).join('');
  return `<form class="fields" method="post" action="/form" novalidate data-keep="new"><div class="field"><label class="form-label" for="f-title">Title</label><input class="form-control" id="f-title" type="text" name="title"></div>
<div class="field"><label class="form-label" for="f-b">Building</label><select class="form-select" id="f-b" name="building_id" data-combo data-none="Nothing found">${options}</select></div>
<div class="field"><label class="form-label" for="f-p">Password</label><div class="pw"><input class="form-control" id="f-p" type="password" name="password" autocomplete="new-password"><button type="button" data-reveal="f-p" aria-pressed="false" aria-label="Show the password">${icon('eye')}</button></div></div><button class="btn btn-primary" type="submit">Send</button></form>`;
}
