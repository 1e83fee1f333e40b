// Forms: sent once, with a clean address, long drop-downs searchable, passwords readable
import { all, eachPart, on, one } from './page';
import { fetched } from './pops';

export function startForms(): void {
  document.addEventListener('submit', sendOnce);
  window.addEventListener('pageshow', () => all('form[data-sent]').forEach((form) => form.removeAttribute('data-sent')));
  document.addEventListener('formdata', dropEmpty);
  document.addEventListener('htmx:config:request', cleanAddress);
  on<HTMLButtonElement>('click', '[data-reveal]', reveal);
  on<HTMLButtonElement>('click', '[data-print]', () => print());
  eachPart((part) => {
    if (one('select[data-combo]:not(.tomselected)', part)) void import('./combobox').then(({ enhance }) => {
      enhance(part);
      fetched();
    });
  });
}

// a second press of the button while the first is on its way does nothing
function sendOnce(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  // after a file the page stays, and its form can still be sent
  if (event.defaultPrevented || form.method !== 'post' || event.submitter?.hasAttribute('data-download')) return;
  if ('sent' in form.dataset) event.preventDefault();
  form.dataset.sent = '';
}

// filters that are not set do not belong into the address
function dropEmpty(event: FormDataEvent): void {
  if ((event.target as HTMLFormElement).method !== 'get') return;
  for (const [name, value] of [...event.formData]) if (value === '') event.formData.delete(name);
}

function cleanAddress(event: Event): void {
  const { request } = (event as CustomEvent<{ ctx: { request: { method: string; body?: FormData } } }>).detail.ctx;
  if (request.method !== 'GET' || !(request.body instanceof FormData)) return;
  for (const [name, value] of [...request.body]) if (value === '') request.body.delete(name);
}

function reveal(button: HTMLButtonElement): void {
  const field = one<HTMLInputElement>(`#${button.dataset.reveal}`);
  if (!field) return;
  const hidden = field.type === 'password';
  field.type = hidden ? 'text' : 'password';
  button.setAttribute('aria-pressed', String(hidden));
}
