// A line at the top of the page, when an answer takes longer than people notice
const PATIENCE_MS = 300;

let waiting = 0;
let timer = 0;

export function startPending(): void {
  document.addEventListener('htmx:before:request', begin);
  document.addEventListener('htmx:finally:request', end);
  window.addEventListener('pagehide', reset);
  window.addEventListener('pageshow', reset);
  document.addEventListener('submit', (event) => {
    if (!event.defaultPrevented) begin();
  });
}

function begin(): void {
  waiting += 1;
  timer ||= window.setTimeout(() => document.documentElement.setAttribute('data-busy', ''), PATIENCE_MS);
}

function end(): void {
  waiting = Math.max(0, waiting - 1);
  if (waiting === 0) reset();
}

function reset(): void {
  waiting = 0;
  clearTimeout(timer);
  timer = 0;
  document.documentElement.removeAttribute('data-busy');
}
