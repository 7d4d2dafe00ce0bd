// tabs.tsx - tabs whose choice stands in the address (?tab=), walked with the arrow keys.
import { useId, type KeyboardEvent, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import '../features/account/account.css';

export interface Tab {
  key: string;
  label: string;
  body: () => ReactNode;
}

export function Tabs({ tabs, label }: { tabs: Tab[]; label: string }) {
  const id = useId();
  const [parameters, setParameters] = useSearchParams();
  const chosen = tabs.find(({ key }) => key === parameters.get('tab')) ?? tabs[0];
  if (!chosen) return null;
  const choose = (key: string) => setParameters({ tab: key }, { replace: true, preventScrollReset: true });
  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(chosen) + step + tabs.length) % tabs.length];
    if (!next) return;
    choose(next.key);
    document.getElementById(`${id}-${next.key}`)?.focus();
  };
  return (
    <>
      <div className="tabs" role="tablist" aria-label={label} onKeyDown={walk}>
        {tabs.map(({ key, label: name }) => (
          <button
            key={key}
            id={`${id}-${key}`}
            type="button"
            role="tab"
            aria-selected={key === chosen.key}
            aria-controls={`${id}-panel`}
            tabIndex={key === chosen.key ? 0 : -1}
            onClick={() => choose(key)}
          >
            {name}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${chosen.key}`} key={chosen.key} className="stack">
        {chosen.body()}
      </div>
    </>
  );
}
