// A line at the top of the page, when an answer takes longer than people notice; and words, where the button has some for that
import { working } from './toasts';

const PATIENCE_MS = 300;

let waiting = 0;
let timer = 0;
let later = 0;

export function startPending(): void {
  document.addEventListener('htmx:before:request', begin);
  document.addEventListener('htmx:finally:request', end);
  window.addEventListener('pagehide', reset);
  window.addEventListener('pageshow', reset);
  document.addEventListener('submit', (event) => {
    const button = event.submitter;
    // a file comes without another page
    if (event.defaultPrevented || button?.hasAttribute('data-download')) return;
    begin();
    if (button?.dataset.working) later = window.setTimeout(() => working(button.dataset.working ?? ''), PATIENCE_MS);
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
  clearTimeout(later);
  working('');
  timer = 0;
  document.documentElement.removeAttribute('data-busy');
}
