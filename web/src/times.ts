// <time datetime data-age>: “12 min”, kept true while the page stays open. Exact when the pointer or the keyboard is there.
// <time datetime data-since>: a running clock.
import { all, on } from './page';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const language = document.documentElement.lang || 'en';
const exact = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: document.documentElement.dataset.zone });
const short = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: document.documentElement.dataset.zone });

export function startTimes(): void {
  setInterval(() => all<HTMLTimeElement>('time[data-age]').forEach(age), MINUTE * 1000);
  setInterval(() => all<HTMLTimeElement>('time[data-since]').forEach(clock), 1000);
  on<HTMLTimeElement>('pointerover', 'time[datetime]', (time) => {
    if (!time.title && time.dateTime.includes('T')) time.title = exact.format(new Date(time.dateTime));
  });
  on<HTMLElement>('focusin', 'tr', (row) => row.matches(':has(:focus-visible)') && all<HTMLTimeElement>('time', row).forEach(show));
  on<HTMLElement>('focusout', 'tr', (row) => all<HTMLTimeElement>('time[data-near]', row).forEach(hide));
}

/// “12 min”, “3 hr”, “5 days”; the server writes the same words.
function age(time: HTMLTimeElement): void {
  const seconds = Math.max(0, (Date.now() - new Date(time.dateTime).getTime()) / 1000);
  if (seconds >= 7 * DAY || 'near' in time.dataset) return;
  const [value, unit] = seconds < HOUR ? [Math.max(1, seconds / MINUTE), 'minute'] : seconds < DAY ? [seconds / HOUR, 'hour'] : [seconds / DAY, 'day'];
  time.textContent = new Intl.NumberFormat(language, { style: 'unit', unit: unit as string, unitDisplay: 'short', maximumFractionDigits: 0 }).format(Math.floor(value as number));
}

function clock(time: HTMLTimeElement): void {
  const seconds = Math.max(0, Math.floor((Date.now() - new Date(time.dateTime).getTime()) / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  time.textContent = `${Math.floor(seconds / HOUR)}:${two(Math.floor(seconds / MINUTE) % 60)}:${two(seconds % 60)}`;
}

function show(time: HTMLTimeElement): void {
  if ('near' in time.dataset || !time.dateTime.includes('T')) return;
  time.dataset.near = time.textContent ?? '';
  time.textContent = short.format(new Date(time.dateTime));
}

function hide(time: HTMLTimeElement): void {
  time.textContent = time.dataset.near ?? '';
  delete time.dataset.near;
}
