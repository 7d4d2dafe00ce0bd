// facts.tsx - the facts that items of different kinds have in common; what is not said is not shown.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { shortRegion, useCodeNames, type ListName } from '../../components/codes';

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  if (children === undefined || children === null || children === '' || children === false) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function CodesFact({ label, list, codes }: { label: string; list: ListName; codes: string[] | undefined }) {
  const name = useCodeNames(list);
  if (!codes || codes.length === 0) return null;
  return (
    <Fact label={label}>
      <ul className="code-list">
        {codes.map((code) => (
          <li key={code}>{name(list, code)}</li>
        ))}
      </ul>
    </Fact>
  );
}

export function FieldsFact({ codes }: { codes: string[] | undefined }) {
  const { t } = useTranslation();
  return <CodesFact label={t('fieldName.fields')} list="tech_fields" codes={codes} />;
}

export function ModesFact({ codes }: { codes: string[] | undefined }) {
  const { t } = useTranslation();
  return <CodesFact label={t('fieldName.modes')} list="contract_kinds" codes={codes} />;
}

export function RegionFact({ code }: { code: string | undefined }) {
  const { t } = useTranslation();
  const name = useCodeNames('regions');
  return <Fact label={t('fieldName.region')}>{shortRegion(name('regions', code))}</Fact>;
}

interface Classified {
  industry?: string;
  ipc?: string[];
  wipo?: number[];
  internal_reference?: string;
}

export function ClassificationFacts({ content }: { content: Classified }) {
  const { t } = useTranslation();
  const name = useCodeNames('industries', 'wipo35_fields');
  return (
    <>
      <Fact label={t('fieldName.industry')}>{name('industries', content.industry)}</Fact>
      <Fact label="IPC">{(content.ipc ?? []).join(' ')}</Fact>
      <Fact label={t('fieldName.wipo')}>{(content.wipo ?? []).map((code) => name('wipo35_fields', String(code))).join(t('why.listComma'))}</Fact>
      <Fact label={t('fieldName.internal_reference')}>{content.internal_reference}</Fact>
    </>
  );
}

/** Said only where it is not the language of the hub. */
export function LanguageFact({ language }: { language: string | undefined }) {
  const { t } = useTranslation();
  return <Fact label={t('fieldName.language')}>{language === 'en' && t('textLanguage.en')}</Fact>;
}

/** A heading and the user's text, as text. */
export function Passage({ title, text }: { title: string; text: string | undefined }) {
  if (!text) return null;
  return (
    <section>
      <h2>{title}</h2>
      <p className="text passage">{text}</p>
    </section>
  );
}
