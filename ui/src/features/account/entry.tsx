// entry.tsx - the small forms before somebody is signed in: their frame and their fields.
import { useId, type InputHTMLAttributes, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../api/client';
import { faultsOf, useFaultWords } from '../../components/faults';
import { useInvalid } from '../../components/invalid';
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

type InputProperties = InputHTMLAttributes<HTMLInputElement> & { label: string; member: string; why?: string; refusal?: Refusal; optional?: boolean };

export function EntryField({ label, member, why, refusal, optional, ...input }: InputProperties) {
  const { t } = useTranslation();
  const id = useId();
  const words = useFaultWords();
  const invalid = useInvalid();
  const faults = invalid.words ? [invalid.words] : faultsOf(refusal, member).map(words);
  const note = `${id}-note`;
  return (
    <div className="field">
      <label htmlFor={id}>
        {label} {optional && <span className="faint">{t('compose.optional')}</span>}
      </label>
      <input id={id} name={member} className="input" aria-describedby={note} aria-invalid={faults.length > 0 || undefined} {...invalid.on} {...input} />
      <div id={note}>
        {why && <p className="why">{why}</p>}
        {faults.map((fault, place) => (
          <p key={place} className="fault">
            {fault}
          </p>
        ))}
      </div>
    </div>
  );
}
