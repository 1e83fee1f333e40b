// Back always returns to the same place of an endless list: as many rows, the same height, the row that was opened.
// A browser that kept the page alive needs none of this.
import { all, memory, on, one } from './page';
import { stand } from './keys';

interface Place {
  rows: number;
  y: number;
  row: string;
}

const LIST = '.list tbody';

export function startPlace(): void {
  on<HTMLAnchorElement>('click', 'a[data-back]', goBack);
  if (!one(LIST)) return;
  let opened = '';
  on<HTMLElement>('click', `${LIST} tr`, (row) => (opened = row.id));
  window.addEventListener('pagehide', () => {
    memory.set(key(), { rows: rows().length, y: scrollY, row: opened } satisfies Place);
  });
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (entry?.type === 'back_forward' || entry?.type === 'reload') void restore();
}

function key(): string {
  return `place:${location.pathname}${location.search}`;
}

function rows(): HTMLElement[] {
  return all(`${LIST} tr[id]`);
}

async function restore(): Promise<void> {
  const place = memory.get<Place>(key());
  if (!place) return;
  history.scrollRestoration = 'manual';
  // htmx takes hold of the links one turn after it was loaded; a press before that would leave the page
  await new Promise((turn) => setTimeout(turn));
  while (rows().length < place.rows && (await loadMore())) {
    // each turn adds a page of rows
  }
  scrollTo({ top: place.y, behavior: 'instant' });
  const row = place.row && document.getElementById(place.row);
  if (row) stand(row);
}

// Presses the link under the list and waits for its rows; false when there is no further page, or it cannot be had.
// Where the link is in sight it has already pressed itself: then the rows come from that, and this press finds nothing to do.
function loadMore(): Promise<boolean> {
  const link = one<HTMLElement>(`${LIST} .more a`);
  if (!link) return Promise.resolve(false);
  const before = rows().length;
  return new Promise((resolve) => {
    const answered = (event: Event) => {
      const more = rows().length > before;
      const mine = (event as CustomEvent<{ ctx: { sourceElement: Element } }>).detail.ctx.sourceElement === link;
      if (!more && !mine) return;
      document.removeEventListener('htmx:finally:request', answered);
      resolve(more);
    };
    document.addEventListener('htmx:finally:request', answered);
    link.click();
  });
}

// the path above a title: where the list is the page before, its place is wanted too
function goBack(link: HTMLAnchorElement, event: Event): void {
  const from = document.referrer && new URL(document.referrer);
  const modified = event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey);
  if (!from || modified || from.origin !== location.origin || from.pathname !== link.pathname) return;
  event.preventDefault();
  history.back();
}
