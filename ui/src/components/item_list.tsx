// item_list.tsx - a list that is walked with the arrow keys, Home and End.
import type { KeyboardEvent, ReactNode } from 'react';

export function ItemList({ label, children }: { label: string; children: ReactNode }) {
  const walk = (event: KeyboardEvent<HTMLUListElement>) => {
    const links = [...event.currentTarget.querySelectorAll<HTMLElement>(':scope > li h3 a, :scope > li > button')];
    const here = links.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: links.length - 1 }[event.key];
    if (next === undefined || here < 0) return;
    const wanted = links[next];
    if (!wanted) return;
    event.preventDefault();
    wanted.focus();
  };
  return (
    <ul className="rows" aria-label={label} onKeyDown={walk}>
      {children}
    </ul>
  );
}
