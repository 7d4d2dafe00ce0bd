// day_input.tsx - a day, written as 2026-11-24 whatever the browser speaks, or chosen with the browser's own picker.
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readDay } from './read_day';

interface Properties {
  id?: string;
  value: string | undefined;
  onChange: (day: string | undefined) => void;
  invalid?: boolean;
}

export function DayInput({ id, value, onChange, invalid }: Properties) {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value ?? '');
  useEffect(() => {
    if (value && readDay(text) !== value) setText(value);
  }, [value]);
  const write = (next: string) => {
    setText(next);
    const day = readDay(next);
    if (day !== value) onChange(day);
  };
  const isUnreadable = text.trim() !== '' && readDay(text) === undefined;
  return (
    <span className="day-input">
      <input
        id={id}
        className="input"
        inputMode="numeric"
        autoComplete="off"
        placeholder={t('action.dayExample')}
        maxLength={16}
        value={text}
        aria-invalid={invalid || isUnreadable || undefined}
        onChange={(event) => write(event.target.value)}
        onBlur={() => setText(readDay(text) ?? text)}
      />
      <button type="button" aria-label={t('action.pickDay')} onClick={() => picker.current?.showPicker()}>
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.3">
          <path d="M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3" />
        </svg>
      </button>
      <input ref={picker} type="date" className="day-picker" tabIndex={-1} aria-hidden="true" value={value ?? ''} onChange={(event) => write(event.target.value)} />
    </span>
  );
}
