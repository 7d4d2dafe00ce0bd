// invalid.ts - what the browser finds wrong with a control, said at its place and in the language of the page.
//
//   const invalid = useInvalid();
//   <input required {...invalid.on} /> {invalid.words && <p className="fault">{invalid.words}</p>}
//
// The browser's own bubble names only the first fault, and in the language of the browser.
import type { TFunction } from 'i18next';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

type Faults = Pick<ValidityState, 'valueMissing' | 'typeMismatch' | 'tooShort' | 'tooLong'>;

export function invalidWords(validity: Faults, { type, least, most }: { type: string; least: number; most: number }, t: TFunction): string {
  if (validity.valueMissing) return t(type === 'select-one' ? 'invalid.choose' : 'invalid.missing');
  if (validity.tooShort) return t('invalid.short', { n: least });
  if (validity.tooLong) return t('invalid.long', { n: most });
  if (validity.typeMismatch && type === 'email') return t('invalid.email');
  if (validity.typeMismatch && type === 'url') return t('invalid.address');
  return t('invalid.other');
}

export function useInvalid() {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const onInvalid = (event: FormEvent<Control>) => {
    event.preventDefault();
    const control = event.currentTarget;
    const limits = control instanceof HTMLSelectElement ? { least: 0, most: 0 } : { least: control.minLength, most: control.maxLength };
    setWords(invalidWords(control.validity, { type: control.type, ...limits }, t));
    if (control.form?.querySelector(':is(input, select, textarea):invalid') === control) control.focus();
  };
  return { words, on: { onInvalid, onInput: () => setWords('') } };
}
