// htmx: loaded for its attributes; here is what we decide about answers.
import htmx from 'htmx.org';
import { one } from './page';
import { toast, words } from './toasts';

interface Answer {
  ctx: {
    text: string;
    hx: { redirect?: string };
    response: { status: number };
    sourceElement: Element;
    target?: Element;
  };
}

// A form whose input was refused, and a conflict, come back as the part of the page that shows it
const SWAPPED = new Set([409, 422]);

export function startRequests(): void {
  htmx.config.includeIndicatorCSS = false;
  // Going back through addresses that htmx put there loads the page anew: the server answers faster than a cache is right
  htmx.config.history = 'reload' as unknown as boolean;
  document.addEventListener('htmx:after:request', refused);
  document.addEventListener('htmx:after:swap', focusFirstError);
  document.addEventListener('htmx:error', () => toast(words('offline'), { bad: true }));
  focusFirstError();
}

// Any other refusal is told in a toast and leaves the page, with all that was typed, as it is
function refused(event: Event): void {
  const { ctx } = (event as CustomEvent<Answer>).detail;
  const { status } = ctx.response;
  if (status < 400 || SWAPPED.has(status) || ctx.hx.redirect) return;
  event.preventDefault();
  toast(readable(ctx.text) || words('failed'), { bad: true });
}

// the message of an error fragment, or of a whole error page
function readable(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const message = one('[data-message], h1', page) ?? page.body;
  const text = message.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  return text.length <= 300 ? text : '';
}

function focusFirstError(): void {
  const field = one<HTMLElement>('[aria-invalid="true"]');
  if (!field || field.contains(document.activeElement)) return;
  const box = field.nextElementSibling?.matches('.ts-wrapper') ? one<HTMLElement>('input', field.nextElementSibling) : field;
  box?.focus();
}
