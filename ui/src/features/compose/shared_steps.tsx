// shared_steps.tsx - what the wizards of needs, offers and experts ask alike.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultsOf } from '../../components/faults';
import { languageOf } from './text_language';
import { AttachmentsField } from './attachments_field';
import type { Bound } from './bind';
import type { Draft } from './draft';
import { CodeField, OrganisationsField, RadioField, TechFields, WipoField, WordsField } from './fields';

export function PlaceFields({ fields, region }: { fields: Bound<string[]>; region: Bound<string> }) {
  return (
    <>
      <TechFields {...fields} />
      <CodeField list="regions" optional {...region} />
    </>
  );
}

/** For those who know them: folded up until there is something in it, or something wrong. */
export function ClassificationFields({ industry, ipc, wipo }: { industry: Bound<string>; ipc: Bound<string[]>; wipo: Bound<number[]> }) {
  const { t } = useTranslation();
  const isWanted = [industry, ipc, wipo].some(({ member, refusal, value }) => (value !== undefined && value.length !== 0) || faultsOf(refusal, member).length > 0);
  const [isOpen, setIsOpen] = useState(isWanted);
  return (
    <details className="finer" open={isOpen || isWanted} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{t('compose.finer')}</summary>
      {(isOpen || isWanted) && (
        <div>
          <CodeField list="industries" optional {...industry} />
          <WordsField why={t('compose.ipcWhy')} optional most={20} placeholder="H01M 10/0562" {...ipc} />
          <WipoField optional {...wipo} />
        </div>
      )}
    </details>
  );
}

/** The language that the text is written in; Chinese unless said. A text that looks like the other one is asked about. */
export function LanguageField({ value = 'zh', text, ...bound }: Bound<string> & { text: string }) {
  const { t } = useTranslation();
  const choices = (['zh', 'en'] as const).map((language) => ({ value: language as string, label: t(`textLanguage.${language}`) }));
  const seems = languageOf(text);
  return (
    <div className="stack" style={{ gap: 4 }}>
      <RadioField why={t('compose.languageWhy')} choices={choices} value={value} {...bound} />
      {seems && seems !== value && (
        <p className="row" role="status">
          <span className="tag amber">{t(`compose.seems.${seems}`)}</span>
          <button type="button" className="link-button" onClick={() => bound.onChange(seems)}>
            {t(`compose.makeIt.${seems}`)}
          </button>
        </p>
      )}
    </div>
  );
}

export function ReaderFields<Content>({ excluded, draft }: { excluded: Bound<string[]>; draft: Draft<Content> }) {
  const { t } = useTranslation();
  return (
    <>
      <OrganisationsField why={t('compose.excludedWhy')} optional {...excluded} />
      <AttachmentsField draft={draft} />
    </>
  );
}
