// item_frame.tsx - the page of an item: facts left, text in the middle, what can be done and what comes next on the right.
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { fetchFile, type Schemas } from '../../api/client';
import { organisationName, shortRegion, useCodeNames } from '../../components/codes';
import { bytes, day } from '../../components/format';
import { usePageTitle } from '../../components/page_title';
import { FailureLine } from '../../components/states';
import { Status } from '../../components/status';
import { ItemActions } from './item_actions';
import { NextSteps } from './next_steps';
import './item.css';

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  if (children === undefined || children === null || children === '' || children === false) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
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

export function Codes({ codes, name }: { codes: string[] | undefined; name: (code: string) => string }) {
  if (!codes || codes.length === 0) return null;
  return (
    <ul className="code-list">
      {codes.map((code) => (
        <li key={code}>{name(code)}</li>
      ))}
    </ul>
  );
}

export function Attachments({ files }: { files: Schemas['AttachmentView'][] | undefined }) {
  const { t } = useTranslation();
  const download = useMutation({ mutationFn: (file: Schemas['AttachmentView']) => fetchFile(`/v1/attachments/${file.id}`, file.name) });
  if (!files || files.length === 0) return null;
  return (
    <section>
      <h2>{t('item.attachments')}</h2>
      <ul className="attachments">
        {files.map((file) => (
          <li key={file.id} className="spread">
            <button type="button" className="link-button" aria-label={t('item.download', { name: file.name })} onClick={() => download.mutate(file)}>
              {file.name}
            </button>
            <span className="faint dots">
              <span>{bytes(file.size_bytes)}</span>
              <span>{t(`attachment.${file.visibility}`)}</span>
            </span>
          </li>
        ))}
      </ul>
      <FailureLine failure={download.error} />
    </section>
  );
}

interface Properties {
  state: Schemas['ItemState'];
  title: string;
  kindLabel: string;
  facts: ReactNode;
  children: ReactNode;
  below?: ReactNode;
}

export function ItemFrame({ state, title, kindLabel, facts, children, below }: Properties) {
  const { t, i18n } = useTranslation();
  const name = useCodeNames('regions');
  const shownTitle = title || t('item.untitled');
  usePageTitle(shownTitle);
  const organisation = state.organisation;
  return (
    <article className="item">
      <header className="item-head">
        <p className="row">
          <span className="kind">{kindLabel}</span>
          {(state.mine || state.status !== 'published') && <Status status={state.status} />}
          {state.restricted && <span className="tag">{t('item.restricted')}</span>}
        </p>
        <h1>{shownTitle}</h1>
        <p className="soft dots">
          <Link to={`/organisations/${organisation.id}`}>{organisationName(organisation, i18n.language)}</Link>
          <span>{shortRegion(name('regions', organisation.region))}</span>
          <span>{state.published_at ? t('item.publishedOn', { date: day(state.published_at) }) : t('item.changedOn', { date: day(state.updated_at) })}</span>
        </p>
      </header>
      <div className="item-columns">
        <dl className="facts item-facts">{facts}</dl>
        <div className="item-text">
          {children}
          <Attachments files={state.attachments} />
        </div>
        <aside className="item-rail" aria-label={t('item.rail')}>
          <ItemActions state={state} />
          <NextSteps state={state} />
        </aside>
      </div>
      {below}
    </article>
  );
}
