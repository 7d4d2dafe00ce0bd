// media.ts - what the browser says of its window or its reader, followed as it changes.
import { useSyncExternalStore } from 'react';

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (watcher) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', watcher);
      return () => media.removeEventListener('change', watcher);
    },
    () => window.matchMedia(query).matches,
  );
}

/** Wider than the phone layout of theme.css. */
export function useWide(): boolean {
  return useMedia('(min-width: 901px)');
}

export function useDarkness(): boolean {
  return useMedia('(prefers-color-scheme: dark)');
}
