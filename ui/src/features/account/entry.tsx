// entry.tsx - the small forms before somebody is signed in: their frame and their fields.
import { useId, type InputHTMLAttributes, type ReactNode } from 'react';
import type { Refusal } from '../../api/client';
import { faultsOf, useFaultWords } from '../../components/faults';
import './account.css';

interface FrameProperties {
  title: string;
  hint?: string;
  children: ReactNode;
}

export function EntryFrame({ title, hint, children }: FrameProperties) {
  return (
    <div className="entry">
      <div className="stack">
        <div>
          <h1>{title}</h1>
          {hint && <p className="soft">{hint}</p>}
        </div>
        {children}
      </div>
    </div>
  );
}

type InputProperties = InputHTMLAttributes<HTMLInputElement> & { label: string; member: string; why?: string; refusal?: Refusal };

export function EntryField({ label, member, why, refusal, ...input }: InputProperties) {
  const id = useId();
  const words = useFaultWords();
  const faults = faultsOf(refusal, member);
  const note = `${id}-note`;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} name={member} className="input" aria-describedby={note} aria-invalid={faults.length > 0 || undefined} {...input} />
      <div id={note}>
        {why && <p className="why">{why}</p>}
        {faults.map((fault, place) => (
          <p key={place} className="fault">
            {words(fault)}
          </p>
        ))}
      </div>
    </div>
  );
}
